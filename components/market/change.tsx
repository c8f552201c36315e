/** A change in per cent: sign, arrow and word, so that nobody needs the colour. `bps` are hundredths of a per cent. */
export function Change({ bps }: { readonly bps: number | null }) {
  if (bps === null)
    return (
      <span className="text-ink-2">
        <span aria-hidden="true">–</span>
        <span className="sr-only">unknown</span>
      </span>
    );
  const exact = `${Math.floor(Math.abs(bps) / 100)}.${String(Math.abs(bps) % 100).padStart(2, "0")}%`;
  if (bps === 0) return <data value="0">{exact}</data>;
  const isUp = bps > 0;
  return (
    <data value={String(bps / 10_000)} className={`whitespace-nowrap ${isUp ? "text-up" : "text-down"}`}>
      <span className="sr-only">{isUp ? "up" : "down"} </span>
      {isUp ? "+" : "−"}
      {exact} <span aria-hidden="true">{isUp ? "↑" : "↓"}</span>
    </data>
  );
}
