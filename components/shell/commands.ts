// What the command menu offers beside the pages: acts by the page on which they begin, and places that are typed.

/** One line of the menu. */
export interface Command {
  readonly name: string;
  readonly href: string;
  /** Other words by which people look for it. */
  readonly keywords: readonly string[];
}

export const COMMANDS: readonly Command[] = [
  { name: "New withdrawal", href: "/withdrawals/new", keywords: ["send", "pay out", "transfer"] },
  { name: "New order", href: "/orders/new", keywords: ["buy", "sell", "swap", "trade"] },
  { name: "New signal", href: "/signals/new", keywords: ["alert", "rule", "notify"] },
  { name: "Link a wallet", href: "/portfolio/wallets", keywords: ["siwe", "external", "connect"] },
  { name: "API keys", href: "/security/api-keys", keywords: ["agent", "program", "token"] },
  { name: "Wallets I follow", href: "/wallets?followed=1", keywords: ["smart money", "following"] },
  { name: "Freeze the account", href: "/security#freeze", keywords: ["stolen", "lock", "emergency"] },
];

const ADDRESS = /^0x[0-9a-f]{40}$/i;

/** The wallet that was typed or pasted, if the text is a whole address. */
export function typedWallet(text: string): Command | null {
  const address = text.trim();
  if (!ADDRESS.test(address)) return null;
  return { name: `Open wallet ${address}`, href: `/wallets/${address.toLowerCase()}`, keywords: [address] };
}
