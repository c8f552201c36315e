// A sign-in as triggers are told of it, without a server: for tests of the triggers themselves.
import { createPoolClock } from "../clock/pool-clock";
import { openMemoryLog } from "../store/append-log";
import { openKeyRing } from "../store/key-ring";
import { newUser } from "../store/new-user";
import { defaultClient, defaultPool } from "../store/pool-defaults";
import type { PoolRecord } from "../store/settings-records";
import { openStore } from "../store/store";
import type { TriggerContext } from "../triggers/trigger-context";
import { createTriggers, type PoolTriggers, type TriggerPatience } from "../triggers/triggers";

export const TRIGGER_POOL = "eu-central-1_Triggers1";

/** Ann, who calls through a client that tells nobody who exists. */
export function triggerContext(
  handlers: PoolTriggers,
  changes: Partial<TriggerContext> = {},
  settings: Partial<PoolRecord> = {},
  patience: Partial<TriggerPatience> = {},
): TriggerContext {
  const store = openStore(openMemoryLog(), () => false);
  const pool = { ...defaultPool(TRIGGER_POOL, 0), ...settings };
  store.put("pools", pool.id, pool);
  store.put("clients", "client", { ...defaultClient("client", pool.id, 0), preventUserExistenceErrors: true });
  const triggers = createTriggers({ [pool.id]: handlers }, patience);
  const call = { address: "127.0.0.1", userAgent: "", region: null };
  const user = newUser({ poolId: pool.id, username: "ann", sub: "sub-of-ann" }, 0, {
    attributes: { email: "ann@example.test", email_verified: "true" },
  });
  const needs = { store, clock: createPoolClock(), keys: openKeyRing(null), triggers, call };
  return { needs, pool, clientId: "client", userName: "ann", user, ...changes };
}
