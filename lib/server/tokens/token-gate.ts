// The verifiers of this process. Middleware and handlers are bundled apart, so they meet on globalThis: one key set, one memory.
import "server-only";
import { ACCESS_CLAIM_CHECKS, ID_CLAIM_CHECKS, MACHINE_CLAIM_CHECKS } from "@/lib/identity/token-claim-checks";
import type { TokenCheck } from "@/lib/identity/token-check";
import { TOKEN_PAYLOAD_CHECKS, TOKEN_TEXT_CHECKS } from "@/lib/identity/token-text-checks";
import { settings } from "@/lib/server/env";
import type { Settings } from "@/lib/settings/settings";
import { createKeySet } from "./create-key-set";
import { createTokenVerifier, type TokenVerifier } from "./create-token-verifier";
import { fetchKeySet } from "./fetch-key-set";
import type { KeySet } from "./key-set";
import { rememberTokens } from "./remember-tokens";

const KEY_CHECKS: readonly TokenCheck[] = [
  { name: "known_key", stage: "key" },
  { name: "algorithm", stage: "key" },
  { name: "signature", stage: "key" },
];

/** Every check of an access token. Leaving one out lets some bad token through; the corpus proves it for each. */
export const ACCESS_TOKEN_CHECKS: readonly TokenCheck[] = [
  ...TOKEN_TEXT_CHECKS,
  ...KEY_CHECKS,
  ...TOKEN_PAYLOAD_CHECKS,
  ...ACCESS_CLAIM_CHECKS,
];
/** Every check of an ID token. */
export const ID_TOKEN_CHECKS: readonly TokenCheck[] = [...TOKEN_TEXT_CHECKS, ...KEY_CHECKS, ...TOKEN_PAYLOAD_CHECKS, ...ID_CLAIM_CHECKS];
/** Every check of a machine's access token. */
export const MACHINE_TOKEN_CHECKS: readonly TokenCheck[] = [
  ...TOKEN_TEXT_CHECKS,
  ...KEY_CHECKS,
  ...TOKEN_PAYLOAD_CHECKS,
  ...MACHINE_CLAIM_CHECKS,
];
/** The longest life of a machine's token, in seconds; Cognito's own default is as long. */
const MACHINE_TOKEN_SECONDS_MAX = 3_600;

/** Keys and verifiers of one pool. */
export interface TokenGate {
  readonly keySet: KeySet;
  readonly access: TokenVerifier;
  readonly id: TokenVerifier;
  /** Null where no machine client is named: then no machine is admitted. */
  readonly machine: TokenVerifier | null;
}

/** Makes the gate of one pool; `keySet` may be given by a test. */
export function createTokenGate(
  given: Pick<Settings, "pool" | "accessTokenSecondsMax">,
  keySet: KeySet = createKeySet(() => fetchKeySet(given.pool.jwksUrl)),
): TokenGate {
  const policy = { issuer: given.pool.issuer, clientId: given.pool.clientId, lifetimeSecondsMax: given.accessTokenSecondsMax };
  const { machineClientId } = given.pool;
  const ofMachine = { ...policy, clientId: machineClientId ?? "", lifetimeSecondsMax: MACHINE_TOKEN_SECONDS_MAX };
  return {
    keySet,
    access: rememberTokens(createTokenVerifier({ keySet, policy, checks: ACCESS_TOKEN_CHECKS }), keySet),
    id: createTokenVerifier({ keySet, policy, checks: ID_TOKEN_CHECKS }),
    machine:
      machineClientId === null
        ? null
        : rememberTokens(createTokenVerifier({ keySet, policy: ofMachine, checks: MACHINE_TOKEN_CHECKS }), keySet),
  };
}

const SLOT = Symbol.for("holdfast.token-gate");
const shared = globalThis as { [SLOT]?: TokenGate | undefined };

/** The gate of this process, made from its settings at the first call. */
export function tokenGate(): TokenGate {
  return (shared[SLOT] ??= createTokenGate(settings()));
}
