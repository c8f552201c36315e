"use client";

import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { News } from "@/components/ui/news";
import { listLinkedWallets } from "@/lib/client/linked-wallets";
import type { LinkedWalletsDto } from "@/lib/contracts/linked-wallets";
import { LinkWallet, type LinkNetwork } from "./link-wallet";
import { WalletList } from "./wallet-list";

interface LinkedWalletsProps {
  readonly initial: LinkedWalletsDto;
  readonly networks: readonly LinkNetwork[];
  readonly locale: string;
}

/** The wallets that a trader has linked, and the way to link one. */
export function LinkedWallets({ initial, networks, locale }: LinkedWalletsProps) {
  const [linked, setLinked] = useState(initial);
  const [news, setNews] = useState("");
  const onChanged = async (words: string) => {
    await listLinkedWallets().then(setLinked, () => undefined);
    setNews(words);
  };
  return (
    <div className="grid gap-6">
      <News text={news} className="rounded-card border border-line bg-surface p-4" />
      {linked.wallets.length > 0 ? null : (
        <EmptyState title="No wallet is linked yet">
          A wallet that you link appears here with its balances, beside what we hold for you and never counted into it. You prove that it is
          yours by signing a message with it; the signature moves nothing.
        </EmptyState>
      )}
      <WalletList linked={linked} locale={locale} onChanged={onChanged} />
      <LinkWallet networks={networks} onLinked={onChanged} />
    </div>
  );
}
