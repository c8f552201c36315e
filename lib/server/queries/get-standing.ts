// What the signed-in trader must be told on every screen: a hold that runs, and a session that may not act.
import "server-only";
import type { FreezeDto, HoldDto, StandingDto } from "@/lib/contracts/holds";
import { findFreeze, type Freeze } from "@/lib/server/freezes/find-freeze";
import { services } from "@/lib/server/services";
import { activeHold, type ActiveHold } from "@/lib/server/session/holds";
import { findMove } from "@/lib/server/session/legacy-account";
import { requireTrader } from "@/lib/server/session/require-trader";
import { stateOfFreeze, stateOfHold } from "@/lib/standing/account-states";

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** The trader's standing. Stops the request when nobody is signed in; throws UnavailableError when the database is down. */
export async function getStanding(): Promise<StandingDto> {
  const trader = await requireTrader();
  const { clock, database } = services();
  const nowSeconds = clock.nowSeconds();
  const { hold, freeze, move } = await database.asTrader(trader.sub, async (tx) => ({
    hold: await activeHold(tx, nowSeconds),
    freeze: await findFreeze(tx, trader.sub, nowSeconds),
    move: await findMove(tx),
  }));
  return {
    nowSeconds,
    hold: hold && holdDto(trader.sub, hold, nowSeconds),
    readOnlyReason: trader.readOnlyReason,
    ...(freeze === null ? {} : { freeze: freezeDto(trader.sub, freeze, nowSeconds) }),
    ...(move === "untold" ? { hasMoved: true } : {}),
  };
}

const holdDto = (sub: string, hold: ActiveHold, nowSeconds: number): HoldDto => ({
  reason: hold.reason,
  startedAt: isoOf(hold.startedAtSeconds),
  endsAt: isoOf(hold.endsAtSeconds),
  supportCode: stateOfHold(sub, hold, nowSeconds)?.code ?? "",
});

const freezeDto = (sub: string, freeze: Freeze, nowSeconds: number): FreezeDto => ({
  since: isoOf(freeze.sinceSeconds),
  unfreezesAt: freeze.unfreezesAtSeconds === null ? null : isoOf(freeze.unfreezesAtSeconds),
  supportCode: stateOfFreeze(sub, freeze, nowSeconds)?.code ?? "",
});
