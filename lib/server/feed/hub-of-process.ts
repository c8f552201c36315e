// The hub of this process: handlers are bundled apart and meet on globalThis.
import "server-only";
import { onLeave } from "@/lib/ground/on-leave";
import { services } from "@/lib/server/services";
import { findLivingSessions } from "./find-living-sessions";
import { readEvents } from "./read-events";
import { readHead } from "./read-head";
import { createTradeHub, type TradeHub } from "./trade-hub";

const SLOT = Symbol.for("holdfast.trade-hub");
const shared = globalThis as { [SLOT]?: TradeHub | undefined };

/** The hub on the process's database and clock, made at the first call. */
export function hubOfProcess(): TradeHub {
  return (shared[SLOT] ??= create());
}

function create(): TradeHub {
  const { database, clock, settings } = services();
  const hub = createTradeHub({
    readHead: () => database.asService(readHead),
    readAfter: (after, limit) => database.asService((tx) => readEvents(tx, { after }, limit)),
    findLiving: (ids) => database.asService((tx) => findLivingSessions(tx, ids, settings, clock.nowSeconds())),
    nowSeconds: () => clock.nowSeconds(),
  });
  onLeave(() => {
    hub.close();
  });
  return hub;
}
