// Whether a session is alive at an instant. Pure, so that each limit has a test one second before and one after.
import { factorsSuffice, type Factor } from "./factor";

/** What the judgement needs of a registry row. Seconds since the Unix epoch. */
export interface SessionTimes {
  readonly createdAtSeconds: number;
  readonly lastSeenAtSeconds: number;
  readonly isRevoked: boolean;
  readonly factors: readonly Factor[];
}

/** How long a session may live at all, and without the trader doing anything. */
export interface SessionLimits {
  readonly sessionAbsoluteSeconds: number;
  readonly sessionIdleSeconds: number;
}

export type SessionStanding = "alive" | "revoked" | "ended" | "idle" | "factors_insufficient";

/** The standing of a session. A limit is reached at its last second: at `created + absolute` the session has ended. */
export function sessionStanding(session: SessionTimes, limits: SessionLimits, nowSeconds: number): SessionStanding {
  if (session.isRevoked) return "revoked";
  if (nowSeconds >= session.createdAtSeconds + limits.sessionAbsoluteSeconds) return "ended";
  if (nowSeconds >= session.lastSeenAtSeconds + limits.sessionIdleSeconds) return "idle";
  return factorsSuffice(session.factors) ? "alive" : "factors_insufficient";
}

const TOUCH_EVERY_SECONDS = 30;

/** Whether an act of the trader should be written down now; at most one write in 30 s keeps the registry cheap. */
export function isTouchDue(lastSeenAtSeconds: number, nowSeconds: number): boolean {
  return nowSeconds >= lastSeenAtSeconds + TOUCH_EVERY_SECONDS;
}
