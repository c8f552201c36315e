// What there is to come back with, for somebody who has shown the password; and what every session is told of a recovery that runs.
import "server-only";
import type { OpenRecoveryDto } from "@/lib/contracts/recovery";
import { recoveryStanding, type RecoveryStanding } from "@/lib/recovery/judge-recovery";
import { stateOfRecovery } from "@/lib/standing/account-states";
import type { Transaction } from "@/lib/server/postgres/database";
import { findOrigin, listRecoveries } from "./recovery-row";

/** Where the recovery of the transaction's trader stands. */
export async function readRecoveryStanding(tx: Transaction, nowSeconds: number): Promise<RecoveryStanding> {
  return recoveryStanding(await listRecoveries(tx), nowSeconds);
}

/** The recovery of the transaction's trader that runs, with where it came from; null when none does. */
export async function readOpenRecovery(tx: Transaction, nowSeconds: number): Promise<OpenRecoveryDto | null> {
  const standing = await readRecoveryStanding(tx, nowSeconds);
  if (standing.state !== "waiting" && standing.state !== "ready") return null;
  const { id, startedAtSeconds, readyAtSeconds } = standing.recovery;
  const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();
  const times = { startedAt: isoOf(startedAtSeconds), readyAt: isoOf(readyAtSeconds) };
  const supportCode = stateOfRecovery(standing, nowSeconds)?.code ?? "";
  return { ...times, supportCode, isReady: standing.state === "ready", ...(await findOrigin(tx, id)) };
}
