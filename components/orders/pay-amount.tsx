import { Amount } from "@/components/money/amount";
import { readAmount } from "@/components/money/reading";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { TradableDto } from "@/lib/contracts/orders";
import { isTooMuch, remainsOf } from "./order-draft";

interface PayAmountProps {
  readonly pay: TradableDto | undefined;
  readonly amount: string;
  readonly locale: string;
  readonly onChange: (amount: string) => void;
}

/** The amount as text, never as the browser's number: it keeps every digit that is typed. */
export function PayAmount({ pay, amount, locale, onChange }: PayAmountProps) {
  const remains = pay === undefined ? null : remainsOf(pay, amount);
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
        fault={
          pay !== undefined && isTooMuch(pay, amount)
            ? `At most ${readAmount(pay.available, locale)} ${pay.asset} are available.`
            : undefined
        }
        hint={
          pay === undefined ? (
            "Choose what you pay to see what you have."
          ) : (
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 sm:max-w-96">
              <dt>Available</dt>
              <dd className="text-right">
                <Amount value={pay.available} locale={locale} className="[overflow-wrap:anywhere]" /> {pay.asset}
              </dd>
              <dt>Remains after this</dt>
              <dd className="text-right">
                {remains === null ? (
                  "–"
                ) : (
                  <>
                    <Amount value={remains} locale={locale} className="[overflow-wrap:anywhere]" /> {pay.asset}
                  </>
                )}
              </dd>
            </dl>
          )
        }
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <Button
        look="secondary"
        className="mt-[26px] pointer-coarse:h-11"
        disabled={pay === undefined || pay.available === "0"}
        onClick={() => {
          onChange(pay?.available ?? "");
        }}
      >
        Max
      </Button>
    </div>
  );
}
