// What the verbs of this room need, taken from the process once. Tests hand in their own.
import "server-only";
import { tokenGate, type TokenGate } from "@/lib/server/tokens/token-gate";
import { services, type Services } from "@/lib/server/services";
import { callCognito } from "@/lib/server/cognito/call-cognito";
import { createSeal, type Seal } from "./seal";

/** Everything outside this room that sessions stand on. */
export interface SessionParts extends Pick<Services, "settings" | "clock" | "database" | "log"> {
  readonly gate: TokenGate;
  readonly callCognito: typeof callCognito;
  readonly flightSeal: Seal;
  readonly outboxSeal: Seal;
}

/** The parts made from a process's services. */
export function createSessionParts(given: Pick<Services, "settings" | "clock" | "database" | "log">, gate: TokenGate): SessionParts {
  return {
    ...given,
    gate,
    callCognito,
    flightSeal: createSeal(given.settings.sessionSealKey, "refresh-flight"),
    outboxSeal: createSeal(given.settings.sessionSealKey, "revocation-outbox"),
  };
}

const SLOT = Symbol.for("holdfast.session-parts");
const shared = globalThis as { [SLOT]?: SessionParts | undefined };

/** The parts of this process, made at the first call. */
export function sessionParts(): SessionParts {
  return (shared[SLOT] ??= createSessionParts(services(), tokenGate()));
}
