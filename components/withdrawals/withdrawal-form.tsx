"use client";

import type { SubmitEvent } from "react";
import { PasskeyOffer } from "@/components/security/passkey-offer";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { AddressDto } from "@/lib/contracts/addresses";
import type { WithdrawableDto } from "@/lib/contracts/withdrawals";
import { AddressChoice } from "./address-choice";
import { AmountField } from "./amount-field";
import { keyOfAsset, needsPasskey, outlookOf } from "./judge-draft";
import { useDraft } from "./use-draft";

interface WithdrawalFormProps {
  readonly assets: readonly WithdrawableDto[];
  readonly addresses: readonly AddressDto[];
  readonly locale: string;
  readonly nowSeconds: number;
  /** Given to a trader without a passkey: what adding one takes, and whether nothing was ever withdrawn. */
  readonly offer: { readonly context: ApprovalContext; readonly isFirst: boolean } | null;
}

/** The first stage: what to send, how much, and to which address of the list. Nothing moves by filling it in. */
export function WithdrawalForm({ assets, addresses, locale, nowSeconds, offer }: WithdrawalFormProps) {
  const isHydrated = useHydrated();
  const { draft, asset, change, submission, submit } = useDraft(assets, addresses);
  const isTooMuch = asset !== undefined && outlookOf(asset, draft.amount).isTooMuch;
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submit();
  };
  // Beside the form and not in it: adding a passkey brings forms of its own.
  const isOffered = offer !== null && (offer.isFirst || needsPasskey(asset, draft.amount));
  return (
    <div className="grid gap-5">
      {isOffered ? <PasskeyOffer context={offer.context} signedInWithPasskey={false} occasion="withdrawal" /> : null}
      <form method="post" onSubmit={onSubmit} className="grid gap-5 rounded-card border border-line bg-surface p-4 sm:p-5">
        {/* What is chosen before the page listens would be lost, so nothing can be chosen before. */}
        <fieldset disabled={!isHydrated} className="grid min-w-0 gap-5">
          <AssetField
            assets={assets}
            value={draft.assetKey}
            onChange={(assetKey) => {
              change({ assetKey });
            }}
          />
          <AmountField
            asset={asset}
            amount={draft.amount}
            locale={locale}
            onChange={(amount) => {
              change({ amount });
            }}
          />
          <AddressChoice
            addresses={addresses}
            network={asset?.network ?? null}
            addressId={draft.addressId}
            nowSeconds={nowSeconds}
            onChange={(addressId) => {
              change({ addressId });
            }}
          />
          <Field
            label="Memo (optional)"
            maxLength={140}
            autoComplete="off"
            value={draft.memo}
            hint="For yourself. It is part of what you approve and does not go to the network."
            onChange={(event) => {
              change({ memo: event.target.value });
            }}
          />
        </fieldset>
        <SubmissionStatus submission={submission} progress="Writing the terms…" />
        {submission.failure?.code === "limit_exceeded" ? (
          <a href="/security#passkeys" className="justify-self-start underline underline-offset-4">
            A passkey approves more: add one on the security page
          </a>
        ) : null}
        <div className="grid gap-2 sm:flex sm:items-center sm:gap-4">
          <Button type="submit" ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null || isTooMuch}>
            Review withdrawal
          </Button>
          <p className="text-13 text-ink-2">Nothing moves until you approve.</p>
        </div>
      </form>
    </div>
  );
}

interface AssetFieldProps {
  readonly assets: readonly WithdrawableDto[];
  readonly value: string;
  readonly onChange: (assetKey: string) => void;
}

function AssetField({ assets, value, onChange }: AssetFieldProps) {
  return (
    <SelectField
      label="Asset"
      required
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    >
      <option value="">Choose an asset</option>
      {assets.map((one) => (
        <option key={keyOfAsset(one, assets)} value={keyOfAsset(one, assets)}>
          {keyOfAsset(one, assets) === one.asset ? one.asset : `${one.asset} on ${one.networkLabel}`}
        </option>
      ))}
    </SelectField>
  );
}
