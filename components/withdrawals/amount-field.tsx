import { Amount } from "@/components/money/amount";
import { readAmount } from "@/components/money/reading";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { WithdrawableDto } from "@/lib/contracts/withdrawals";
import { outlookOf } from "./judge-draft";

interface AmountFieldProps {
  readonly asset: WithdrawableDto | undefined;
  readonly amount: string;
  readonly locale: string;
  readonly onChange: (amount: string) => void;
}

/** The amount as text, never as the browser's number: it keeps every digit that is typed. */
export function AmountField({ asset, amount, locale, onChange }: AmountFieldProps) {
  const isTooMuch = asset !== undefined && outlookOf(asset, amount).isTooMuch;
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-x-2">
      <Field
        label="Amount"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={200}
        value={amount}
        fault={isTooMuch ? `At most ${readAmount(asset.amountMax, locale)} ${asset.asset}, because the fee comes on top.` : undefined}
        hint={asset === undefined ? "Choose an asset to see what you can send." : <Outlook asset={asset} amount={amount} locale={locale} />}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <Button
        look="secondary"
        className="mt-[26px] pointer-coarse:h-11"
        disabled={asset === undefined || asset.amountMax === "0"}
        onClick={() => {
          onChange(asset?.amountMax ?? "");
        }}
      >
        Max
      </Button>
    </div>
  );
}

function Outlook({ asset, amount, locale }: { readonly asset: WithdrawableDto; readonly amount: string; readonly locale: string }) {
  const { remains } = outlookOf(asset, amount);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 sm:max-w-96">
      <Figure name="Available" value={asset.available} unit={asset.asset} locale={locale} />
      <Figure name="Fee" value={asset.fee} unit={asset.asset} locale={locale} />
      <dt>Remains after this</dt>
      <dd className="text-right">{remains === null ? "–" : <Unit value={remains} unit={asset.asset} locale={locale} />}</dd>
    </dl>
  );
}

interface FigureProps {
  readonly value: string;
  readonly unit: string;
  readonly locale: string;
}

function Figure({ name, ...figure }: FigureProps & { readonly name: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="text-right">
        <Unit {...figure} />
      </dd>
    </>
  );
}

function Unit({ value, unit, locale }: FigureProps) {
  return (
    <>
      <Amount value={value} locale={locale} className="[overflow-wrap:anywhere]" /> {unit}
    </>
  );
}
