"use client";

import { useState } from "react";
import { Amount, Money } from "@/components/money/amount";
import { NotKnown } from "@/components/portfolio/not-known";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FullAddress } from "@/components/ui/full-address";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { unlinkWallet } from "@/lib/client/linked-wallets";
import { useSubmission } from "@/lib/client/use-submission";
import type { LinkedWalletDto, LinkedWalletsDto } from "@/lib/contracts/linked-wallets";

interface WalletListProps {
  readonly linked: LinkedWalletsDto;
  readonly locale: string;
  readonly onChanged: (news: string) => Promise<void>;
}

/** Every linked wallet with what it owns, marked as what it is: not in our custody. */
export function WalletList({ linked, locale, onChanged }: WalletListProps) {
  if (linked.wallets.length === 0) return null;
  return (
    <Card title="Linked wallets, not in our custody">
      <ul className="divide-y divide-line">
        {linked.wallets.map((wallet) => (
          <WalletRow key={wallet.id} wallet={wallet} currency={linked.currency} locale={locale} onChanged={onChanged} />
        ))}
      </ul>
    </Card>
  );
}

interface WalletRowProps {
  readonly wallet: LinkedWalletDto;
  readonly currency: string;
  readonly locale: string;
  readonly onChanged: (news: string) => Promise<void>;
}

function WalletRow({ wallet, currency, locale, onChanged }: WalletRowProps) {
  const [asks, setAsks] = useState(false);
  const submission = useSubmission<string>(async (id) => {
    await unlinkWallet(id);
    await onChanged(`“${wallet.label}” is no longer linked.`);
  });
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-0.5">
          <p className="font-strong break-words">{wallet.label}</p>
          <FullAddress address={wallet.address} className="text-13 text-ink-2" />
          {wallet.kind === "contract" ? <p className="text-13 text-ink-2">A contract, read on its own network only</p> : null}
        </div>
        <p className="text-16 font-strong">
          {wallet.value === null ? <NotKnown /> : <Money value={wallet.value} currency={currency} locale={locale} />}
        </p>
      </div>
      <Balances wallet={wallet} currency={currency} locale={locale} />
      {asks ? (
        <div className="grid gap-3 rounded-control bg-surface-2 p-3">
          <p>Its balances are no longer shown here. Nothing in the wallet changes, and you can link it again with a new signature.</p>
          <SubmissionStatus submission={submission} progress="Unlinking the wallet…" />
          <div className="flex flex-wrap gap-2">
            <Button
              look="danger"
              small
              disabled={submission.isWorking || submission.secondsLeft !== null}
              onClick={() => {
                submission.submit(wallet.id);
              }}
            >
              Unlink the wallet
            </Button>
            <Button
              look="quiet"
              small
              onClick={() => {
                setAsks(false);
              }}
            >
              Keep it
            </Button>
          </div>
        </div>
      ) : (
        <div>
          <Button
            look="quiet"
            small
            aria-label={`Unlink ${wallet.label}`}
            onClick={() => {
              setAsks(true);
            }}
          >
            Unlink
          </Button>
        </div>
      )}
    </li>
  );
}

function Balances({ wallet, currency, locale }: Omit<WalletRowProps, "onChanged">) {
  if (wallet.balances === null) {
    return (
      <p className="text-13 text-hold">The network does not answer, so these balances are not known right now. Nothing else is affected.</p>
    );
  }
  if (wallet.balances.length === 0) return <p className="text-13 text-ink-2">Nothing that we know of on the networks we read.</p>;
  return (
    <dl className="grid gap-1.5 text-13">
      {wallet.balances.map(({ asset, network, networkLabel, amount, value }) => (
        <div key={`${network}/${asset}`} className="flex flex-wrap justify-between gap-x-4">
          <dt>
            {asset} <span className="text-ink-2">{networkLabel}</span>
          </dt>
          <dd className="flex flex-wrap gap-x-4">
            <Amount value={amount} locale={locale} />
            <span className="text-ink-2">
              {value === null ? <NotKnown /> : <Money value={value} currency={currency} locale={locale} />}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
