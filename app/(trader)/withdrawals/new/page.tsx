import type { Metadata } from "next";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { StageLine } from "@/components/withdrawals/stage-line";
import { WithdrawalForm } from "@/components/withdrawals/withdrawal-form";
import { listAddresses } from "@/lib/server/addresses/list-addresses";
import { traderPage } from "@/lib/server/http/trader-page";
import { hasOwnPasskey } from "@/lib/server/passkeys/has-own-passkey";
import { listWithdrawable } from "@/lib/server/withdrawals/list-withdrawable";
import { listWithdrawals } from "@/lib/server/withdrawals/list-withdrawals";
import { approvalContext } from "../../approval-context";

export const metadata: Metadata = { title: "New withdrawal" };

export default traderPage("/withdrawals/new", async ({ trader }) => {
  const [assets, { addresses }, context, hasPasskey, { withdrawals }] = await Promise.all([
    listWithdrawable(trader),
    listAddresses(trader),
    approvalContext(trader),
    hasOwnPasskey(trader),
    listWithdrawals(trader, null),
  ]);
  const { locale, nowSeconds } = context;
  const offer = hasPasskey ? null : { context, isFirst: withdrawals.length === 0 };
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <div className="grid gap-3">
        <StageLine current="what" />
        <h1 className="text-20 font-strong">New withdrawal</h1>
      </div>
      {assets.length === 0 ? (
        <EmptyState title="Nothing to withdraw yet">Assets appear here as soon as a deposit of yours is booked.</EmptyState>
      ) : addresses.some(({ state }) => state !== "expired") ? (
        <WithdrawalForm assets={assets} addresses={addresses} locale={locale} nowSeconds={nowSeconds} offer={offer} />
      ) : (
        <EmptyState title="No address on your list yet">
          <p className="pb-3">Money goes only to addresses that you put on your list and approved. A new one becomes usable after a day.</p>
          <a href="/addresses" className={buttonStyles()}>
            Add an address
          </a>
        </EmptyState>
      )}
    </div>
  );
});
