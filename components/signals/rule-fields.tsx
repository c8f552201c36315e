import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { SignalChoicesDto } from "@/lib/contracts/signals";
import { type RuleDraft, windowOf } from "@/lib/signals/rule-draft";
import { WINDOW_SECONDS } from "@/lib/signals/rule";
import { windowName } from "@/lib/signals/rule-sentence";
import { shortWallet } from "@/lib/signals/happened-sentence";
import { pairName } from "./rule-names";

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly choices: Pick<SignalChoicesDto, "pairs" | "wallets">;
  readonly fault: { readonly field: string; readonly sentence: string } | null;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
}

const SIDES = [
  ["buy", "They buy"],
  ["sell", "They sell"],
] as const;
const DIRECTIONS = [
  ["up", "Rises to"],
  ["down", "Falls to"],
] as const;
const FLOWS = [
  ["up", "Purchases exceed sales"],
  ["down", "Sales exceed purchases"],
] as const;

/** The fields of one kind of rule. */
export function RuleFields(props: RuleFieldsProps) {
  const { kind } = props.draft;
  if (kind === "wallet_buys" || kind === "wallets_agree") return <WalletRuleFields {...props} />;
  return (
    <>
      <PairField {...props} />
      {kind === "price_crosses" ? <Choice {...props} name="direction" label="Direction" options={DIRECTIONS} /> : null}
      {kind === "flow" ? <Choice {...props} name="direction" label="Which outweighs" options={FLOWS} /> : null}
      {kind === "price_crosses" ? (
        <AmountField {...props} name="price" label="Price" hint="In the pair’s second token, for one whole unit of the first." />
      ) : kind === "price_moves" ? (
        <AmountField {...props} name="percent" label="By at least (%)" hint="Up or down." />
      ) : (
        <AmountField {...props} name="usd" label={kind === "flow" ? "By at least (USD)" : "At least (USD)"} />
      )}
      {kind === "price_crosses" ? null : <WindowField {...props} />}
    </>
  );
}

function WalletRuleFields(props: RuleFieldsProps) {
  if (props.draft.kind === "wallet_buys")
    return (
      <>
        <WalletField {...props} />
        <PairField {...props} isOptional />
        <AmountField {...props} name="usd" label="For at least (USD)" hint="Empty: any amount." />
      </>
    );
  return (
    <>
      <AmountField {...props} name="wallets" label="At least so many wallets" hint="Of those you follow, 2 to 50." />
      <Choice {...props} name="side" label="Side" options={SIDES} />
      <PairField {...props} isOptional />
      <WindowField {...props} />
    </>
  );
}

function WalletField({ draft, choices, onChange }: RuleFieldsProps) {
  const isKnown = draft.wallet === "" || choices.wallets.some(({ wallet }) => wallet === draft.wallet);
  return (
    <SelectField
      label="Wallet"
      hint={choices.wallets.length === 0 ? "You follow no wallet yet. Follow some on the wallets page." : undefined}
      value={draft.wallet}
      onChange={(event) => {
        onChange({ wallet: event.target.value });
      }}
    >
      <option value="">Any wallet I follow</option>
      {isKnown ? null : <option value={draft.wallet}>{shortWallet(draft.wallet)}</option>}
      {choices.wallets.map(({ wallet, label }) => (
        <option key={wallet} value={wallet}>
          {label === null ? shortWallet(wallet) : `${label} (${shortWallet(wallet)})`}
        </option>
      ))}
    </SelectField>
  );
}

function PairField({ draft, choices, fault, onChange, isOptional = false }: RuleFieldsProps & { readonly isOptional?: boolean }) {
  return (
    <SelectField
      label="Pair"
      fault={fault?.field === "pairId" ? fault.sentence : undefined}
      value={draft.pairId}
      onChange={(event) => {
        onChange({ pairId: event.target.value });
      }}
    >
      <option value="">{isOptional ? "Any pair" : "Choose a pair"}</option>
      {choices.pairs.map((pair) => (
        <option key={pair.pairId} value={pair.pairId.toString()}>
          {pairName(pair)}
        </option>
      ))}
    </SelectField>
  );
}

interface AmountFieldProps extends RuleFieldsProps {
  readonly name: "usd" | "price" | "percent" | "wallets";
  readonly label: string;
  readonly hint?: string;
}

function AmountField({ draft, fault, onChange, name, label, hint }: AmountFieldProps) {
  return (
    <Field
      label={label}
      hint={hint}
      inputMode="decimal"
      autoComplete="off"
      maxLength={40}
      fault={fault?.field === name ? fault.sentence : undefined}
      value={draft[name]}
      onChange={(event) => {
        onChange({ [name]: event.target.value });
      }}
    />
  );
}

interface ChoiceProps extends RuleFieldsProps {
  readonly name: "side" | "direction";
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
}

function Choice({ draft, onChange, name, label, options }: ChoiceProps) {
  return (
    <SelectField
      label={label}
      value={draft[name]}
      onChange={(event) => {
        onChange({ [name]: event.target.value });
      }}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}

function WindowField({ draft, onChange }: RuleFieldsProps) {
  return (
    <SelectField
      label="Within"
      value={draft.windowSeconds.toString()}
      onChange={(event) => {
        onChange({ windowSeconds: windowOf(event.target.value) });
      }}
    >
      {WINDOW_SECONDS.map((seconds) => (
        <option key={seconds} value={seconds.toString()}>
          {windowName(seconds)}
        </option>
      ))}
    </SelectField>
  );
}
