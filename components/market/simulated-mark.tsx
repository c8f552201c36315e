import { FlaskConical } from "lucide-react";

/** Says that a market's wallets are programs of ours. Stands beside every figure that such a market made. */
export function SimulatedMark() {
  return (
    <span
      title="Programs trade on this local chain so that there is something to look at. No real money moves there."
      className="inline-flex items-center gap-1 rounded-full border border-hold/40 bg-hold-soft px-2 text-12 whitespace-nowrap text-hold"
    >
      <FlaskConical size={12} aria-hidden="true" />
      Simulated market
    </span>
  );
}
