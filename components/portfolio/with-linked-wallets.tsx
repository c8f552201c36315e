import Link from "next/link";
import { Money } from "@/components/money/amount";
import type { LinkedWalletsDto } from "@/lib/contracts/linked-wallets";
import { sumDecimals } from "@/lib/money/sum-decimals";
import { NotKnown } from "./not-known";

interface WithLinkedWalletsProps {
  readonly linked: LinkedWalletsDto;
  readonly total: string | null;
  readonly locale: string;
}

/** What lies elsewhere, apart from what we hold, and both together as a figure of its own. */
export function WithLinkedWallets({ linked, total, locale }: WithLinkedWalletsProps) {
  const { wallets, currency } = linked;
  const money = (value: string | null) => (value === null ? <NotKnown /> : <Money value={value} currency={currency} locale={locale} />);
  const together = total === null || linked.total === null ? null : sumDecimals(total, linked.total);
  return (
    <section aria-labelledby="linked-wallets" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="linked-wallets" className="text-16 font-strong">
          Linked wallets, not in our custody
        </h2>
        <Link href="/portfolio/wallets" className="text-13 text-accent underline underline-offset-2">
          {wallets.length === 0 ? "Link a wallet" : "Show and link wallets"}
        </Link>
      </div>
      {wallets.length === 0 ? (
        <p className="text-13 text-ink-2">None yet. A wallet you link is shown here beside your portfolio and never counted into it.</p>
      ) : (
        <dl className="flex flex-wrap gap-x-8 gap-y-2 text-13">
          <div className="grid gap-0.5">
            <dt className="text-ink-2">{wallets.length === 1 ? "In one wallet" : `In ${String(wallets.length)} wallets`}</dt>
            <dd>{money(linked.total)}</dd>
          </div>
          <div className="grid gap-0.5">
            <dt className="text-ink-2">With linked wallets</dt>
            <dd>{money(together)}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
