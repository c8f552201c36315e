import type { Metadata } from "next";
import { AddressBook } from "@/components/addresses/address-book";
import { PageHeading } from "@/components/ui/page-heading";
import { listAddresses } from "@/lib/server/addresses/list-addresses";
import { traderPage } from "@/lib/server/http/trader-page";
import { listWithdrawable } from "@/lib/server/withdrawals/list-withdrawable";
import { approvalContext } from "../approval-context";

export const metadata: Metadata = { title: "Addresses" };

export default traderPage("/addresses", async ({ trader }) => {
  const [{ addresses }, assets, context] = await Promise.all([listAddresses(trader), listWithdrawable(trader), approvalContext(trader)]);
  const known = [...assets, ...addresses].map(({ network, networkLabel }) => [network, networkLabel] as const);
  const networks = [...new Map(known)].map(([network, networkLabel]) => ({ network, networkLabel }));
  return (
    <>
      <PageHeading title="Addresses">Money leaves only to these</PageHeading>
      <AddressBook initial={addresses} networks={networks} context={context} />
    </>
  );
});
