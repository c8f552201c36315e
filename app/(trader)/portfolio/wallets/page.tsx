import type { Metadata } from "next";
import Link from "next/link";
import { headers } from "next/headers";
import { LinkedWallets } from "@/components/linked-wallets/linked-wallets";
import { readingLocale } from "@/components/money/reading";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { listLinkNetworks } from "@/lib/server/linked-wallets/list-link-networks";
import { listLinkedWallets } from "@/lib/server/linked-wallets/list-linked-wallets";

export const metadata: Metadata = { title: "Linked wallets" };

export default traderPage("/portfolio/wallets", async ({ trader }) => {
  const [linked, networks] = await Promise.all([listLinkedWallets(trader), listLinkNetworks()]);
  return (
    <>
      <nav aria-label="Breadcrumb" className="text-13">
        <Link href="/portfolio" className="text-accent underline underline-offset-2">
          Portfolio
        </Link>
      </nav>
      <PageHeading title="Linked wallets">Shown, never in our custody</PageHeading>
      <LinkedWallets initial={linked} networks={networks} locale={readingLocale((await headers()).get("accept-language"))} />
    </>
  );
});
