// The machine verifier as the rest of the server knows it. It shares keys and strictness with the traders' and nothing else.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { scopeWords } from "@/lib/identity/token-claim-checks";
import { tokenGate, type TokenGate } from "./token-gate";

/** What a machine's token says, once everything in it was judged. */
export interface MachineClaims {
  readonly clientId: string;
  readonly scope: readonly string[];
}

/**
 * The claims of a living token of our machine client; for every other text the name of the check that said no, or `expired`. Throws
 * UnavailableError("jwks") when the keys cannot be known.
 */
export async function verifyMachineToken(
  token: string,
  nowSeconds: number,
  gate: Pick<TokenGate, "machine"> = tokenGate(),
): Promise<Result<MachineClaims, string>> {
  if (gate.machine === null) return refuse("no_machine_client");
  const judged = await gate.machine.verify(token, nowSeconds);
  if (!judged.ok) return refuse(judged.refusal.code === "expired" ? "expired" : judged.refusal.check);
  return accept({ clientId: String(judged.value["client_id"]), scope: scopeWords(judged.value["scope"]) });
}
