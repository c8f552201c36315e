// The pool's clock by hand: forward, still, and running again.
import type { TestPool } from "../server/test-pool";
import { bad, ok, type ControlAnswer, type ControlCall } from "./control-call";

const ADVANCE_SECONDS_MAX = 10 * 366 * 86_400;

/** `{now, offsetSeconds}`, and `frozen: true` while the clock stands still. */
export function clockNow({ needs: { clock } }: TestPool): ControlAnswer {
  const frozen = clock.frozenAtMs() === null ? {} : { frozen: true };
  return ok({ now: clock.nowSeconds(), offsetSeconds: clock.offsetSeconds(), ...frozen });
}

/** `{advanceSeconds}` moves the clock forward; `{freeze}` stops it or lets it run; both in one request freeze first. */
export function moveClock({ pool, body }: ControlCall): ControlAnswer {
  const { advanceSeconds: seconds, freeze } = body;
  if (freeze !== undefined && typeof freeze !== "boolean") return bad("freeze must be true or false.");
  const isFreezeOnly = freeze !== undefined && seconds === undefined;
  if (!isFreezeOnly && (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < 0 || seconds > ADVANCE_SECONDS_MAX)) {
    return bad("advanceSeconds must be a whole number of seconds, zero or more.");
  }
  if (freeze !== undefined) pool.freezeClock(freeze);
  if (typeof seconds === "number") pool.advanceClock(seconds);
  return clockNow(pool);
}
