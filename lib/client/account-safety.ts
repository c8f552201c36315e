// What a trader may know and do about the safety of their account besides its credentials: the trail, the words in their mail, freezing.
import type { PhraseDto, SecurityLogDto } from "@/lib/contracts/security-log";
import { fetchJson } from "./fetch-json";

/** One page of what happened, newest first; `cursor` is the end of the page before, or null. */
export async function listSecurityEvents(cursor: string | null): Promise<SecurityLogDto> {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  return (await fetchJson(`/api/security/events${query}`)) as SecurityLogDto;
}

/** The words by which the trader knows our mail. */
export async function readPhrase(): Promise<string> {
  return ((await fetchJson("/api/account/phrase")) as PhraseDto).phrase;
}

/** Keeps other words; answers them as they are stored. */
export async function changePhrase(phrase: string): Promise<string> {
  return ((await fetchJson("/api/account/phrase", { method: "PUT", body: { phrase } })) as PhraseDto).phrase;
}

/** Freezes the account. Every session ends with it, this one too. */
export async function freezeAccount(): Promise<void> {
  await fetchJson("/api/account/freeze", { method: "POST", body: {} });
}

/** Uses the grant's proof up and starts the wait of an unfreezing. */
export async function startUnfreezing(grantId: string): Promise<void> {
  await fetchJson("/api/account/unfreeze", { method: "POST", body: { grantId } });
}

/** Notes that the trader has read what changed when their account moved here. */
export async function noteWhatChangedRead(): Promise<void> {
  await fetchJson("/api/account/what-changed", { method: "POST", body: {} });
}
