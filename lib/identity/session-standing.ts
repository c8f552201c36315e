// Whether a session is alive at an instant. Pure, so that each limit has a test one second before and one after.
import { factorsSuffice, type Factor } from "./factor";

/** What the judgement needs of a registry row. Seconds since the Unix epoch. */
export interface SessionTimes {
  readonly createdAtSeconds: number;
  readonly lastSeenAtSeconds: number;
  readonly isRevoked: boolean;
  readonly factors: readonly Factor[];
  /** A shorter idle limit of this session alone; null or absent for none. */
  readonly idleSecondsMax?: number | null;
}

/** How long a session may live at all, and without the trader doing anything. */
export interface SessionLimits {
  readonly sessionAbsoluteSeconds: number;
  readonly sessionIdleSeconds: number;
}

export type SessionStanding = "alive" | "revoked" | "ended" | "idle" | "factors_insufficient";

/** When a session ends if nothing is done, and when it ends whatever is done; whole seconds since the Unix epoch. */
export interface SessionEnds {
  readonly idleEndsAtSeconds: number;
  readonly endsAtSeconds: number;
}

/** Both ends of a session. */
export const sessionEnds = (
  session: Pick<SessionTimes, "createdAtSeconds" | "lastSeenAtSeconds" | "idleSecondsMax">,
  limits: SessionLimits,
): SessionEnds => ({
  idleEndsAtSeconds: session.lastSeenAtSeconds + Math.min(limits.sessionIdleSeconds, session.idleSecondsMax ?? limits.sessionIdleSeconds),
  endsAtSeconds: session.createdAtSeconds + limits.sessionAbsoluteSeconds,
});

/** The standing of a session. A limit is reached at its last second: at `created + absolute` the session has ended. */
export function sessionStanding(session: SessionTimes, limits: SessionLimits, nowSeconds: number): SessionStanding {
  if (session.isRevoked) return "revoked";
  const { endsAtSeconds, idleEndsAtSeconds } = sessionEnds(session, limits);
  if (nowSeconds >= endsAtSeconds) return "ended";
  if (nowSeconds >= idleEndsAtSeconds) return "idle";
  return factorsSuffice(session.factors) ? "alive" : "factors_insufficient";
}

const TOUCH_EVERY_SECONDS = 30;

/** Whether an act of the trader should be written down now; at most one write in 30 s keeps the registry cheap. */
export function isTouchDue(lastSeenAtSeconds: number, nowSeconds: number): boolean {
  return nowSeconds >= lastSeenAtSeconds + TOUCH_EVERY_SECONDS;
}
