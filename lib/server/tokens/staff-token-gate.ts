// The verifiers of the staff's pool: other keys, other issuer, other client. A token of one pool is a stranger's in the other.
import "server-only";
import { settings } from "@/lib/server/env";
import { createTokenGate, type TokenGate } from "./token-gate";

const SLOT = Symbol.for("holdfast.staff-token-gate");
const shared = globalThis as { [SLOT]?: TokenGate | undefined };

/** The gate of the staff's pool, made at the first call; null where this process serves no desk. */
export function staffTokenGate(): TokenGate | null {
  const { desk, accessTokenSecondsMax } = settings();
  if (desk === null) return null;
  return (shared[SLOT] ??= createTokenGate({ pool: desk.pool, accessTokenSecondsMax }));
}
