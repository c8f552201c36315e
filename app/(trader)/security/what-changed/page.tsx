import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WhatChanged } from "@/components/security/what-changed";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { services } from "@/lib/server/services";
import { findMove } from "@/lib/server/session/legacy-account";

export const metadata: Metadata = { title: "What changed" };

export default traderPage("/security/what-changed", async ({ trader }) => {
  const move = await services().database.asTrader(trader.sub, findMove);
  if (move === null) notFound();
  return (
    <>
      <PageHeading title="What changed when your account moved">
        The account is yours as before. How it is protected is new, and some of it takes longer on purpose.
      </PageHeading>
      <WhatChanged isTold={move === "told"} />
    </>
  );
});
