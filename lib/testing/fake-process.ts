// A process without a database, a pool or an environment: what pure HTTP rules need to run, in the places where the product keeps its own.
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Database } from "@/lib/server/postgres/database";
import type { Services } from "@/lib/server/services";
import { createSessionParts } from "@/lib/server/session/session-parts";
import { createLog } from "@/lib/server/telemetry/create-log";
import { createTokenGate, type TokenGate } from "@/lib/server/tokens/token-gate";
import { Secret } from "@/lib/settings/secret";
import type { Settings } from "@/lib/settings/settings";
import { forgeKeySet, FORGE_NOW_SECONDS, forgeSettings } from "./token-forge";

const down = () => Promise.reject(new UnavailableError("database", "This process has no database."));
const noDatabase: Database = { asTrader: down, asService: down, ping: down, close: () => Promise.resolve() };

/** Puts a fake process in place, whose clock stands at the forge's instant and whose database is down; answers how to take it away. */
export function useFakeProcess({
  appOrigin,
  gate,
  desk = null,
}: {
  readonly appOrigin: string;
  readonly gate?: TokenGate;
  readonly desk?: Settings["desk"];
}): () => void {
  const settings = {
    ...forgeSettings,
    mode: "demo",
    ...{ appOrigin, desk },
    clockFile: null,
    sessionSealKey: new Secret("k".repeat(43)),
    recoveryTicketKey: new Secret("t".repeat(43)),
    webhookKey: new Secret("w".repeat(43)),
    sessionAbsoluteSeconds: 43_200,
    sessionIdleSeconds: 1_800,
  } as unknown as Settings;
  const services = {
    settings,
    clock: { nowSeconds: () => FORGE_NOW_SECONDS },
    database: noDatabase,
    log: createLog({ write: () => undefined }),
  } as unknown as Services;
  const tokenGate = gate ?? createTokenGate(settings, forgeKeySet());
  const slots = {
    "holdfast.services": services,
    "holdfast.token-gate": tokenGate,
    "holdfast.session-parts": createSessionParts(services, tokenGate),
  };
  const world = globalThis as Record<symbol, unknown>;
  for (const [name, value] of Object.entries(slots)) world[Symbol.for(name)] = value;
  return () => {
    for (const name of Object.keys(slots)) world[Symbol.for(name)] = undefined;
  };
}
