import { SelectField } from "@/components/ui/select-field";
import type { RuleKind } from "@/lib/signals/rule";

const KINDS: readonly { readonly kind: RuleKind; readonly name: string; readonly hint: string }[] = [
  { kind: "wallet_buys", name: "A followed wallet buys", hint: "Every purchase is a signal of its own." },
  { kind: "wallets_agree", name: "Several followed wallets agree", hint: "They were last seen on the same side of one pair." },
  { kind: "price_crosses", name: "A price is reached", hint: "Once when it is reached, and again after it was left." },
  { kind: "price_moves", name: "A price moves", hint: "From the lowest or highest price within the time you choose." },
  { kind: "volume", name: "Much changes hands", hint: "Purchases and sales together." },
  { kind: "flow", name: "One side outweighs the other", hint: "Purchases less sales, or the other way round." },
];

interface KindFieldProps {
  readonly value: RuleKind;
  readonly onChange: (kind: RuleKind) => void;
}

/** The first question: everything after it depends on the answer. */
export function KindField({ value, onChange }: KindFieldProps) {
  return (
    <SelectField
      label="Tell me when"
      hint={KINDS.find(({ kind }) => kind === value)?.hint}
      value={value}
      onChange={(event) => {
        const chosen = KINDS.find(({ kind }) => kind === event.target.value);
        if (chosen) onChange(chosen.kind);
      }}
    >
      {KINDS.map(({ kind, name }) => (
        <option key={kind} value={kind}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
