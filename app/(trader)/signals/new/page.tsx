import type { Metadata } from "next";
import { RuleForm } from "@/components/signals/rule-form";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { listChoices } from "@/lib/server/signals/list-choices";

export const metadata: Metadata = { title: "New signal" };

const WALLET = /^0x[0-9a-f]{40}$/;

export default traderPage("/signals/new", async ({ trader, searchParams }) => {
  const choices = await listChoices(trader);
  const { wallet, pair } = searchParams;
  // Other pages lead here with what they show; anything else is left out.
  const start = {
    ...(typeof wallet === "string" && WALLET.test(wallet) ? { wallet } : {}),
    ...(typeof pair === "string" && choices.pairs.some(({ pairId }) => pairId.toString() === pair) ? { pairId: pair } : {}),
  };
  return (
    <>
      <PageHeading title="New signal">You are told; nothing is bought by itself</PageHeading>
      <RuleForm choices={choices} rule={null} start={start} />
    </>
  );
});
