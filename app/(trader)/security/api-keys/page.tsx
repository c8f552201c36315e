import type { Metadata } from "next";
import { KeyBook } from "@/components/api-keys/key-book";
import { PageHeading } from "@/components/ui/page-heading";
import { listApiKeys } from "@/lib/server/api-keys/list-api-keys";
import { traderPage } from "@/lib/server/http/trader-page";
import { approvalContext } from "../../approval-context";

export const metadata: Metadata = { title: "API keys" };

export default traderPage("/security/api-keys", async ({ trader }) => {
  const [{ keys }, context] = await Promise.all([listApiKeys(trader), approvalContext(trader)]);
  return (
    <>
      <PageHeading title="API keys">For programs that read on your behalf</PageHeading>
      <KeyBook initial={keys} context={context} />
    </>
  );
});
