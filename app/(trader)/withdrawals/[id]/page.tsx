import type { Metadata } from "next";
import { passwordLimitOf } from "@/components/withdrawals/judge-draft";
import { WithdrawalScreen } from "@/components/withdrawals/withdrawal-screen";
import { listAddresses } from "@/lib/server/addresses/list-addresses";
import { traderPage } from "@/lib/server/http/trader-page";
import { listWithdrawable } from "@/lib/server/withdrawals/list-withdrawable";
import { readWithdrawal } from "@/lib/server/withdrawals/read-withdrawal";
import { approvalContext } from "../../approval-context";

export const metadata: Metadata = { title: "Withdrawal" };

export default traderPage("/withdrawals/[id]", async ({ trader, params }) => {
  const [withdrawal, { addresses }, assets, context] = await Promise.all([
    readWithdrawal(trader, params["id"] ?? ""),
    listAddresses(trader),
    listWithdrawable(trader),
    approvalContext(trader),
  ]);
  const { asset, network } = withdrawal.terms;
  const limit = passwordLimitOf(assets.find((one) => one.asset === asset && one.network === network));
  return <WithdrawalScreen key={withdrawal.id} initial={withdrawal} addresses={addresses} passwordLimit={limit} context={context} />;
});
