// The old store as a file of JSON lines, for one machine: read whole, and anew when it changes.
import { readFileSync, statSync } from "node:fs";
import { mayMove, readLegacyAccount, type LegacyAccount } from "./legacy-account";
import type { LegacyStore } from "./legacy-store";

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
};

/** Accounts by address. Two that may move are nobody's: which of them is meant is for people to decide. One that may not never stands in another's way. */
function accountsIn(text: string): ReadonlyMap<string, LegacyAccount | null> {
  const accounts = new Map<string, LegacyAccount | null>();
  for (const line of text.split("\n")) {
    const account = line.trim() === "" ? null : readLegacyAccount(parsed(line));
    if (account === null) continue;
    const held = accounts.get(account.email);
    if (held === undefined) accounts.set(account.email, account);
    else if (mayMove(account)) accounts.set(account.email, held === null || mayMove(held) ? null : account);
  }
  return accounts;
}

/** The file at `path`; a file that cannot be read throws at each question. */
export function createFileStore(path: string): LegacyStore {
  let known: { readonly changedAtMs: number; readonly accounts: ReadonlyMap<string, LegacyAccount | null> } | null = null;
  return {
    find: async (email) => {
      const changedAtMs = statSync(path).mtimeMs;
      if (known?.changedAtMs !== changedAtMs) known = { changedAtMs, accounts: accountsIn(readFileSync(path, "utf8")) };
      return known.accounts.get(email) ?? null;
    },
  };
}
