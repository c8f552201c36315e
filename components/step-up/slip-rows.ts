// What a grant is bound to, as lines to read. Every field of the terms becomes a line: what has no words here is shown under its own
// name, so that nothing is approved that was not on the screen.
import { networkName } from "@/components/money/network-name";
import { API_SCOPE_WORDS } from "@/lib/contracts/api-key-scopes";
import type { Purpose, StepUpDto } from "@/lib/contracts/step-up";
import { formatAmount } from "@/lib/money/format-amount";

type Terms = StepUpDto["terms"];

/** One line of the slip. `amount` values are exact decimal texts; `time` and `expiry` are RFC 3339. */
export interface SlipRow {
  readonly label: string;
  readonly kind: "amount" | "sum" | "address" | "code" | "text" | "time" | "expiry";
  readonly value: string;
  readonly unit?: string;
}

export interface SlipContent {
  readonly title: string;
  readonly rows: readonly SlipRow[];
  /** What identifies the act and needs no weighing up. */
  readonly more: readonly SlipRow[];
}

/** The slip of one act. Pure; unreadable values are shown as they are, never rounded or left out. */
export function slipOf(purpose: Purpose, terms: Terms): SlipContent {
  const left = new Set(Object.keys(terms));
  const take = (name: string): string => {
    left.delete(name);
    const value = terms[name];
    return value === null || value === undefined ? "" : String(value);
  };
  const { title, rows, more } = CONTENT[purpose](take);
  return { title, rows, more: [...more, ...[...left].map((name) => row(name, "code", take(name)))] };
}

type Take = (name: string) => string;

const row = (label: string, kind: SlipRow["kind"], value: string, unit?: string): SlipRow =>
  unit === undefined ? { label, kind, value } : { label, kind, value, unit };

const CONTENT: Readonly<Record<Purpose, (take: Take) => SlipContent>> = {
  withdrawal: withdrawalSlip,
  address: addressSlip,
  api_key: apiKeySlip,
  passkey_add: (take) => credentialSlip(take, "Add a passkey", "A new passkey may sign in and approve for this account"),
  passkey_remove: (take) => credentialSlip(take, "Remove a passkey", "This passkey stops signing in and approving", "Passkey"),
  totp_change: (take) =>
    take("subject") === "removal"
      ? credentialSlip(take, "Remove the authenticator", "Its codes stop working; only passkeys sign in and approve")
      : credentialSlip(take, "Replace the authenticator", "Codes come from another authenticator from then on"),
  password_change: (take) => credentialSlip(take, "Change the password", "Only the new password works from then on"),
  email_change: (take) => credentialSlip(take, "Change the email", "Sign-in and notices move to the new address", "New address"),
  recovery_codes: (take) => credentialSlip(take, "New recovery codes", "Ten new codes are shown once; every older code stops working"),
  passkey_only_enter: (take) =>
    credentialSlip(take, "Passkeys only", "Password, authenticator and email recovery are refused from then on"),
  passkey_only_leave: (take) => credentialSlip(take, "Leave passkeys only", "After a wait, password and authenticator work again"),
  account_delete: (take) => credentialSlip(take, "Delete the account", "Nobody can sign in to this account again"),
  unfreeze: (take) => credentialSlip(take, "Unfreeze the account", "After a wait, this account can act again"),
  order: orderSlip,
};

function withdrawalSlip(take: Take): SlipContent {
  const [asset, feeAsset, decimals, amount, fee] = [take("asset"), take("feeAsset"), take("decimals"), take("amount"), take("fee")];
  const shown = amountText(amount, decimals);
  const feeShown = feeAsset === asset ? amountText(fee, decimals) : null;
  const total = feeShown === null ? null : sumText(amount, fee, decimals);
  return {
    title: "Withdrawal",
    rows: [
      row("You send", "amount", shown ?? `${amount} base units`, asset),
      row("To", "address", take("destination")),
      row("Network", "text", networkText(take)),
      row("Fee", "sum", feeShown ?? `${fee} base units`, feeAsset),
      ...(total === null ? [] : [row("Leaves your account", "sum", total, asset)]),
      row("Memo", "text", take("memo") || "None"),
      row("Good until", "expiry", take("expiresAt")),
    ],
    more: [
      row("Withdrawal", "code", take("withdrawalId")),
      row("Token contract", "code", take("assetContract") || `None: ${asset} is the network’s own coin`),
      row("Account", "code", take("trader")),
      row("Written at", "time", take("createdAt")),
      row("Decimals", "text", decimals),
      row("Version of the terms", "text", take("version")),
    ],
  };
}

function orderSlip(take: Take): SlipContent {
  const [payAsset, payAmount, payDecimals] = [take("payAsset"), take("payAmount"), take("payDecimals")];
  const [receiveAsset, receiveDecimals] = [take("receiveAsset"), take("receiveDecimals")];
  const [minimum, quoted] = [take("receiveAmountMin"), take("quotedAmount")];
  const text = (units: string, decimals: string): string => amountText(units, decimals) ?? `${units} base units`;
  const contract = (name: string, asset: string): string => take(name) || `None: ${asset} is the network’s own coin`;
  return {
    title: "Order",
    rows: [
      row("You pay", "amount", text(payAmount, payDecimals), payAsset),
      row("You receive at least", "amount", text(minimum, receiveDecimals), receiveAsset),
      row("Quoted", "sum", text(quoted, receiveDecimals), receiveAsset),
      row("Slippage", "text", slippageText(take("slippageBps"))),
      row("Network", "text", networkText(take)),
      row("Good until", "expiry", take("expiresAt")),
      row("Carried out until", "time", take("deadline")),
    ],
    more: [
      row("Order", "code", take("orderId")),
      row("Exchange", "code", take("router")),
      row("Route", "code", take("path").replaceAll(",", " → ")),
      row(`Contract of ${payAsset}`, "code", contract("payContract", payAsset)),
      row(`Contract of ${receiveAsset}`, "code", contract("receiveContract", receiveAsset)),
      row("Suggested by signal", "text", take("signalId") || "None"),
      row("Account", "code", take("trader")),
      row("Written at", "time", take("createdAt")),
      row("Decimals", "text", `${payDecimals} and ${receiveDecimals}`),
      row("Version of the terms", "text", take("version")),
    ],
  };
}

/** Hundredths of a per cent as a per cent: 50 is "0.5 %". */
const slippageText = (bps: string): string => (/^\d{1,5}$/.test(bps) ? `${formatAmount(BigInt(bps), 2)} %` : bps);

function addressSlip(take: Take): SlipContent {
  take("act");
  return {
    title: "New address on your list",
    rows: [
      row("Label", "text", take("label")),
      row("Address", "address", take("address")),
      row("Network", "text", networkText(take)),
      row("Good until", "expiry", take("expiresAt")),
    ],
    more: [
      row("Entry", "code", take("addressId")),
      row("Account", "code", take("trader")),
      row("Written at", "time", take("createdAt")),
      row("Version of the terms", "text", take("version")),
    ],
  };
}

function apiKeySlip(take: Take): SlipContent {
  take("act");
  const scopes = take("scopes").split(",");
  return {
    title: "New key for a program",
    rows: [
      row("Name", "text", take("name")),
      row("It may", "text", scopes.map((scope) => (API_SCOPE_WORDS as Readonly<Record<string, string>>)[scope] ?? scope).join(" · ")),
      row("It may never", "text", "Withdraw, trade or change anything"),
      row("Key ends", "time", take("validUntil")),
      row("Good until", "expiry", take("expiresAt")),
    ],
    more: [
      row("Key", "code", take("keyId")),
      row("Scopes", "code", scopes.join(", ")),
      row("Account", "code", take("trader")),
      row("Written at", "time", take("createdAt")),
      row("Version of the terms", "text", take("version")),
    ],
  };
}

function credentialSlip(take: Take, title: string, effect: string, subjectLabel?: string): SlipContent {
  take("act");
  const subject = take("subject");
  return {
    title,
    rows: [
      row("What happens", "text", effect),
      ...(subjectLabel === undefined ? [] : [row(subjectLabel, "code", subject)]),
      row("From", "text", take("device")),
      row("Over network", "text", take("network") || "Not known"),
    ],
    more: [
      row("Account", "code", take("trader")),
      row("Session", "code", take("session")),
      ...(subjectLabel === undefined
        ? [row("Concerns", "text", subject === "self" || subject === "removal" ? "This account" : subject)]
        : []),
      row("Version of the terms", "text", take("version")),
    ],
  };
}

const networkText = (take: Take): string => `${networkName(take("network"))} · chain id ${take("chainId")}`;

const BASE_UNITS = /^\d{1,78}$/;
const DECIMALS = /^\d{1,2}$/;

const isReadable = (baseUnits: string, decimals: string): boolean => BASE_UNITS.test(baseUnits) && DECIMALS.test(decimals);

const amountText = (baseUnits: string, decimals: string): string | null =>
  isReadable(baseUnits, decimals) ? formatAmount(BigInt(baseUnits), Number(decimals)) : null;

const sumText = (one: string, other: string, decimals: string): string | null =>
  isReadable(one, decimals) && isReadable(other, decimals) ? formatAmount(BigInt(one) + BigInt(other), Number(decimals)) : null;
