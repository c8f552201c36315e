"use client";

import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useQuote } from "@/lib/client/use-quote";
import type { TradableDto } from "@/lib/contracts/orders";
import { isTooMuch, keyOfTradable, type Prefill, slippageBpsOf } from "./order-draft";
import { PayAmount } from "./pay-amount";
import { QuoteCard } from "./quote-card";
import { useOrderDraft } from "./use-order-draft";

interface OrderFormProps {
  readonly assets: readonly TradableDto[];
  readonly prefill: Prefill;
  readonly locale: string;
}

/** The first stage: what to pay, how much, and what for. Nothing moves by filling it in, and the price shown binds nobody. */
export function OrderForm({ assets, prefill, locale }: OrderFormProps) {
  const isHydrated = useHydrated();
  const { draft, pay, receive, request, change, submission, submit } = useOrderDraft(assets, prefill);
  const live = useQuote(isHydrated ? request : null);
  const isBlocked = isTooMuch(pay, draft.amount) || slippageBpsOf(draft.slippage) === null;
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submit();
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-5 rounded-card border border-line bg-surface p-4 sm:p-5">
      {prefill.signal === "" ? null : <Notice look="calm">Filled in from one of your signals. Check it before you go on.</Notice>}
      {/* What is chosen before the page listens would be lost, so nothing can be chosen before. */}
      <fieldset disabled={!isHydrated} className="grid min-w-0 gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <AssetField
            label="You pay"
            assets={assets}
            offered={assets}
            value={draft.payKey}
            onChange={(payKey) => {
              change({ payKey, ...(payKey === draft.receiveKey ? { receiveKey: draft.payKey } : {}) });
            }}
          />
          <AssetField
            label="You receive"
            assets={assets}
            offered={assets.filter((one) => pay === undefined || (one.network === pay.network && one.asset !== pay.asset))}
            value={draft.receiveKey}
            onChange={(receiveKey) => {
              change({ receiveKey });
            }}
          />
        </div>
        <PayAmount
          pay={pay}
          amount={draft.amount}
          locale={locale}
          onChange={(amount) => {
            change({ amount });
          }}
        />
        <Field
          label="Slippage in per cent"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          required
          maxLength={10}
          value={draft.slippage}
          className="sm:max-w-40"
          fault={slippageBpsOf(draft.slippage) === null ? "From 0.01 to 5, with two decimals at most." : undefined}
          hint="How far the price may move against you until the order is carried out. If it moves further, nothing is exchanged."
          onChange={(event) => {
            change({ slippage: event.target.value });
          }}
        />
      </fieldset>
      <QuoteCard live={live} isAsked={request !== null} pay={pay} receive={receive} locale={locale} />
      <SubmissionStatus submission={submission} progress="Asking the exchange and writing the terms…" />
      <div className="grid gap-2 sm:flex sm:items-center sm:gap-4">
        <Button type="submit" ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null || isBlocked}>
          Review order
        </Button>
        <p className="text-13 text-ink-2">Nothing moves until you approve.</p>
      </div>
    </form>
  );
}

interface AssetFieldProps {
  readonly label: string;
  readonly assets: readonly TradableDto[];
  readonly offered: readonly TradableDto[];
  readonly value: string;
  readonly onChange: (key: string) => void;
}

function AssetField({ label, assets, offered, value, onChange }: AssetFieldProps) {
  return (
    <SelectField
      label={label}
      required
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    >
      <option value="">Choose an asset</option>
      {offered.map((one) => (
        <option key={keyOfTradable(one, assets)} value={keyOfTradable(one, assets)}>
          {keyOfTradable(one, assets) === one.asset ? one.asset : `${one.asset} on ${one.networkLabel}`}
        </option>
      ))}
    </SelectField>
  );
}
