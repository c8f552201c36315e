// Runs one attack and waits for what it raises in the mailbox of alerts.
import { setTimeout as sleep } from "node:timers/promises";
import { QUIET_SECONDS } from "@/lib/monitoring/thresholds";
import { type AlertMail, alertsMailed } from "./alert-inbox";
import type { Attack, Attacked } from "./attack";
import { faultsOf, isItsOwn, type Place } from "./judge-alerts";

/** How long an alert may take, and for how long others are waited for after it. */
export interface Patience {
  readonly alertMs: number;
  readonly othersMs: number;
}

/** What an attack came to: its own alert with its times, and every fault in a line. */
export interface Outcome {
  readonly alert: AlertMail | null;
  readonly secondsAfterFirstAct: number;
  /** Below zero when the alert came while the attack went on. */
  readonly secondsAfterLastAct: number;
  readonly faults: readonly string[];
}

const POLL_MS = 200;

/** An alert that is open for the same thing, which would take this attack in without a new mail; null when the attack can be seen. */
export async function openAlertFor(attack: Attack, { control, pool }: Attacked): Promise<AlertMail | null> {
  const nowSeconds = await control.nowSeconds();
  const recent = (await alertsMailed(control)).filter(({ lastSeconds }) => nowSeconds - lastSeconds < QUIET_SECONDS);
  // A network of its own has no open alert yet, and neither has somebody who has just arrived.
  const place: Place = { from: "none", userPoolId: pool.userPoolId };
  const isSame = (alert: AlertMail): boolean => attack.raises?.subject !== "account" && isItsOwn(attack, alert, place);
  return recent.find((alert) => isSame(alert) || alert.probe === attack.coveredBy) ?? null;
}

/** Attacks from networks under `from`. Alerts about what began before it are somebody else's, unless they are its own. */
export async function runAttack(attack: Attack, attacked: Attacked, from: string, patience: Patience): Promise<Outcome> {
  const residents = (await attack.prepare?.(attacked)) ?? [];
  const place: Place = { from, userPoolId: attacked.pool.userPoolId };
  const [seen, startSeconds] = [new Set((await alertsMailed(attacked.control)).map(({ id }) => id)), await attacked.control.nowSeconds()];
  const fresh = async (): Promise<readonly AlertMail[]> =>
    (await alertsMailed(attacked.control)).filter(
      (alert) => !seen.has(alert.id) && (isItsOwn(attack, alert, place) || alert.firstSeconds >= startSeconds),
    );
  const startedAtMs = performance.now();
  const struck = { atMs: Infinity };
  const striking = attack.strike(attacked, from, residents).finally(() => (struck.atMs = performance.now()));
  // The mailbox is watched while it goes on: a long attack is seen before its end.
  const isOver = async (): Promise<boolean> => (attack.raises === null ? struck.atMs < Infinity : (await fresh()).length > 0);
  const watching = (async (): Promise<number> => {
    while (!(await isOver()) && performance.now() - struck.atMs < patience.alertMs) await sleep(POLL_MS);
    return performance.now();
  })();
  const [detectedAtMs] = await Promise.all([watching, striking]);
  await sleep(patience.othersMs);
  const alerts = await fresh();
  return {
    alert: alerts.find((alert) => isItsOwn(attack, alert, place)) ?? null,
    secondsAfterFirstAct: (detectedAtMs - startedAtMs) / 1_000,
    secondsAfterLastAct: (detectedAtMs - struck.atMs) / 1_000,
    faults: faultsOf(attack, alerts, place),
  };
}
