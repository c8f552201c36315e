"use client";

import { useState } from "react";
import { askAddress, askSignature, type InjectedWallet } from "@/lib/client/injected-wallets";
import { linkWallet, openWalletChallenge } from "@/lib/client/linked-wallets";
import { type Submission, useSubmission } from "@/lib/client/use-submission";

/** What is typed before a message is asked for. */
export interface LinkDraft {
  readonly network: string;
  readonly address: string;
  readonly label: string;
}

interface WalletLink {
  /** The message that waits to be signed elsewhere, or null. */
  readonly message: string | null;
  /** What a wallet in the browser did not do, in words; empty when there is nothing to say. */
  readonly walletSays: string;
  readonly asking: Submission<LinkDraft>;
  readonly signing: Submission<{ readonly wallet: InjectedWallet; readonly draft: LinkDraft }>;
  readonly bringing: Submission<{ readonly signature: string; readonly label: string }>;
  readonly startOver: () => void;
}

const SILENT = "The wallet did not sign. Nothing was linked. You can try again, or sign the message elsewhere.";

/** The two ways to a linked wallet: by a wallet in this browser at once, or by a message that is signed elsewhere and pasted back. */
export function useWalletLink(onLinked: (words: string) => Promise<void>): WalletLink {
  const [message, setMessage] = useState<string | null>(null);
  const [walletSays, setWalletSays] = useState("");
  const startOver = () => {
    setMessage(null);
    setWalletSays("");
  };
  const finish = async (text: string, signature: string, label: string) => {
    // Whatever comes of it, this message has had its one try.
    setMessage(null);
    await linkWallet({ message: text, signature: signature.trim(), label: label.trim() });
    await onLinked(`“${label.trim()}” is linked. Its balances are shown here and are not part of what you can withdraw.`);
  };
  const asking = useSubmission<LinkDraft>(async ({ network, address }) => {
    startOver();
    setMessage((await openWalletChallenge({ network, address: address.trim() })).message);
  });
  const signing = useSubmission<{ readonly wallet: InjectedWallet; readonly draft: LinkDraft }>(async ({ wallet, draft }) => {
    startOver();
    const address = await askAddress(wallet).catch(() => null);
    if (address === null) {
      setWalletSays(SILENT);
      return;
    }
    const given = (await openWalletChallenge({ network: draft.network, address })).message;
    const signature = await askSignature(wallet, given, address).catch(() => null);
    if (signature === null) setWalletSays(SILENT);
    else await finish(given, signature, draft.label);
  });
  const bringing = useSubmission<{ readonly signature: string; readonly label: string }>(async ({ signature, label }) => {
    if (message !== null) await finish(message, signature, label);
  });
  return { message, walletSays, asking, signing, bringing, startOver };
}
