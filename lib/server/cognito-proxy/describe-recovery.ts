// What the recovery step tells somebody who has shown the password. The pool's own parameters, its nonce above all, stay on the server.
import "server-only";
import type { RecoveryFacts } from "@/lib/contracts/recovery";
import type { RecoveryStanding } from "@/lib/recovery/judge-recovery";
import { countRecoveryCodes } from "@/lib/server/recovery/count-recovery-codes";
import { readRecoveryStanding } from "@/lib/server/recovery/read-recovery";
import { services } from "@/lib/server/services";
import { stateOfRecovery } from "@/lib/standing/account-states";

import type { Exchange } from "./exchange";
import { findRecoveringAccount } from "./recovering-account";
import type { SignInProgress } from "./sign-in-state";

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** The step's facts as of now. */
export async function describeRecovery(progress: SignInProgress, exchange: Exchange, isMailed = false): Promise<RecoveryFacts> {
  const { nowSeconds } = exchange;
  const account = await findRecoveringAccount(progress);
  const common = { mailed: isMailed ? "yes" : "no", now: String(nowSeconds) } as const;
  if (account === null) return { state: "none", hasCodes: "no", ...common };
  const { standing, codes } = await services().database.asTrader(account.sub, async (tx) => ({
    standing: await readRecoveryStanding(tx, nowSeconds),
    codes: await countRecoveryCodes(tx),
  }));
  return { ...factsOf(standing, nowSeconds), hasCodes: (codes?.left ?? 0) > 0 ? "yes" : "no", ...common };
}

type Told = Pick<RecoveryFacts, "state" | "readyAt" | "lapsesAt" | "opensAt" | "supportCode">;

function factsOf(standing: RecoveryStanding, nowSeconds: number): Told {
  const told = stateOfRecovery(standing, nowSeconds);
  if (standing.state === "none" || told === null) return { state: "none" };
  const { state, recovery } = standing;
  const supportCode = told.code;
  if (state === "disputed") return { state, supportCode };
  if (state === "closed") return { state, supportCode, opensAt: isoOf(told.endsAtSeconds ?? nowSeconds) };
  return { state, supportCode, readyAt: isoOf(recovery.readyAtSeconds), lapsesAt: isoOf(recovery.lapsesAtSeconds) };
}
