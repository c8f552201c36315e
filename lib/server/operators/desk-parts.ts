// What the verbs of the desk need, taken from the process once. It has the form of the sessions' parts, so that what is not about a trader serves both
// pools: the pool in its settings is the staff's, its verifiers are the staff's, and its database is the desk's own role.
import "server-only";
import { OPERATOR_IDLE_SECONDS, OPERATOR_SESSION_SECONDS } from "@/lib/policy/operator-policy";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services, type Services } from "@/lib/server/services";
import { createSessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import { staffTokenGate } from "@/lib/server/tokens/staff-token-gate";
import type { TokenGate } from "@/lib/server/tokens/token-gate";

/** The parts of a desk. Whoever holds them is in a process that serves one. */
export interface DeskParts extends SessionParts {
  readonly isDesk: true;
}

/** The parts made from a process's services; null where it serves no desk. */
export function createDeskParts(given: Services, gate: TokenGate | null): DeskParts | null {
  const { desk } = given.settings;
  if (desk === null || given.deskDatabase === null || gate === null) return null;
  const limits = { sessionIdleSeconds: OPERATOR_IDLE_SECONDS, sessionAbsoluteSeconds: OPERATOR_SESSION_SECONDS };
  const settings = { ...given.settings, pool: desk.pool, ...limits };
  return { ...createSessionParts({ ...given, settings, database: given.deskDatabase }, gate), isDesk: true };
}

const SLOT = Symbol.for("holdfast.desk-parts");
const shared = globalThis as { [SLOT]?: DeskParts | null | undefined };

/** The parts of this process, or null where it serves no desk. */
export function findDeskParts(): DeskParts | null {
  if (shared[SLOT] === undefined) shared[SLOT] = createDeskParts(services(), staffTokenGate());
  return shared[SLOT];
}

/** The parts of this process. Throws RefusalError `not_found` where it serves no desk: there, nothing of it exists. */
export function deskParts(): DeskParts {
  const parts = findDeskParts();
  if (parts === null) throw new RefusalError({ code: "not_found" });
  return parts;
}
