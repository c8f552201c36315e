"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useHydrated } from "@/lib/client/use-hydrated";
import { SignElsewhere } from "./sign-elsewhere";
import { WalletButtons } from "./wallet-buttons";
import { useInjectedWallets } from "./use-injected-wallets";
import { type LinkDraft, useWalletLink } from "./use-wallet-link";

/** A network on which a wallet can be proven. */
export interface LinkNetwork {
  readonly network: string;
  readonly networkLabel: string;
}

interface LinkWalletProps {
  readonly networks: readonly LinkNetwork[];
  readonly onLinked: (words: string) => Promise<void>;
}

/** The form: with a wallet in this browser one press and its own question; without one a message to sign elsewhere. */
export function LinkWallet({ networks, onLinked }: LinkWalletProps) {
  const isHydrated = useHydrated();
  const wallets = useInjectedWallets();
  const [draft, setDraft] = useState<LinkDraft>({ network: networks[0]?.network ?? "", address: "", label: "" });
  const link = useWalletLink(async (words) => {
    setDraft((before) => ({ ...before, address: "", label: "" }));
    await onLinked(words);
  });
  const change = (part: Partial<LinkDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    link.asking.submit(draft);
  };
  const isBusy = link.asking.isWorking || link.signing.isWorking || link.bringing.isWorking;
  return (
    <Card title="Link a wallet">
      <p className="max-w-prose text-ink-2">
        You sign a short message with the wallet. It proves that the wallet is yours, moves nothing, and allows nobody to move anything. A
        linked wallet is only shown: nothing can be withdrawn from it here.
      </p>
      <form method="post" onSubmit={onSubmit} className="grid max-w-2xl gap-4">
        <fieldset disabled={!isHydrated} className="grid min-w-0 gap-4">
          <NameFields networks={networks} draft={draft} onChange={change} />
          <WalletButtons
            wallets={wallets}
            isDisabled={isBusy || draft.label.trim() === ""}
            says={link.walletSays}
            onPress={(wallet) => {
              link.signing.submit({ wallet, draft });
            }}
          />
          <SubmissionStatus submission={link.signing} progress="Waiting for the wallet…" />
          <AddressField
            address={draft.address}
            hint={wallets.length === 0 ? "The wallet can be on another device." : "Only needed when the wallet is on another device."}
            onChange={(address) => {
              change({ address });
            }}
          />
          <SubmissionStatus submission={link.asking} progress="Writing the message…" />
          <div>
            <Button type="submit" look={wallets.length === 0 ? "primary" : "secondary"} disabled={isBusy}>
              Get a message to sign
            </Button>
          </div>
        </fieldset>
      </form>
      <SubmissionStatus submission={link.bringing} progress="Checking the signature…" />
      {link.message === null ? null : (
        <SignElsewhere
          key={link.message}
          message={link.message}
          isBusy={isBusy}
          onSigned={(signature) => {
            link.bringing.submit({ signature, label: draft.label });
          }}
          onLeave={link.startOver}
        />
      )}
    </Card>
  );
}

interface AddressFieldProps {
  readonly address: string;
  readonly hint: string;
  readonly onChange: (address: string) => void;
}

function AddressField({ address, hint, onChange }: AddressFieldProps) {
  return (
    <Field
      label="Wallet address"
      required
      maxLength={100}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      className="font-mono"
      hint={hint}
      value={address}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

interface NameFieldsProps {
  readonly networks: readonly LinkNetwork[];
  readonly draft: LinkDraft;
  readonly onChange: (part: Partial<LinkDraft>) => void;
}

function NameFields({ networks, draft, onChange }: NameFieldsProps) {
  return (
    <>
      <SelectField
        label="Network"
        required
        value={draft.network}
        onChange={(event) => {
          onChange({ network: event.target.value });
        }}
      >
        {networks.map(({ network, networkLabel }) => (
          <option key={network} value={network}>
            {networkLabel}
          </option>
        ))}
      </SelectField>
      <Field
        label="Label"
        required
        maxLength={60}
        autoComplete="off"
        hint="Your own word for it, such as “Cold wallet”."
        value={draft.label}
        onChange={(event) => {
          onChange({ label: event.target.value });
        }}
      />
    </>
  );
}
