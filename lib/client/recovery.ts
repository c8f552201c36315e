// Recovery codes and a recovery that runs, one function per call.
import type { RecoveryCancelledDto, RecoveryCodesDto, RecoveryCodesMadeDto } from "@/lib/contracts/recovery";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

/** How many codes are left. */
export async function readRecoveryCodes(): Promise<RecoveryCodesDto> {
  return (await fetchJson("/api/account/recovery-codes", { headers: BACKGROUND })) as RecoveryCodesDto;
}

/** Makes a new set, which replaces the one before it. The codes are answered this once. Throws ProblemError. */
export async function makeRecoveryCodes(grantId: string | null): Promise<RecoveryCodesMadeDto> {
  const body = grantId === null ? {} : { grantId };
  return (await fetchJson("/api/account/recovery-codes", { method: "POST", body })) as RecoveryCodesMadeDto;
}

/** Ends the recovery that runs against this account. Throws ProblemError. */
export async function cancelRecovery(): Promise<RecoveryCancelledDto> {
  return (await fetchJson("/api/account/recovery/cancel", { method: "POST", body: {} })) as RecoveryCancelledDto;
}

/** Ends the recovery that a mailed link names; nobody need be signed in. Throws ProblemError. */
export async function cancelByLink(token: string): Promise<RecoveryCancelledDto> {
  return (await fetchJson("/api/recovery/cancel", { method: "POST", body: { token } })) as RecoveryCancelledDto;
}
