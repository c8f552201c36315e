// The machine verifier as the rest of the server knows it. It shares keys and strictness with the traders' and nothing else.
import "server-only";
import { scopeWords } from "@/lib/identity/token-claim-checks";
import { tokenGate, type TokenGate } from "./token-gate";

/** What a machine's token says, once everything in it was judged. */
export interface MachineClaims {
  readonly clientId: string;
  readonly scope: readonly string[];
}

/** The claims of a living token of our machine client, or null for every other text. Throws UnavailableError("jwks") when the keys cannot be known. */
export async function verifyMachineToken(
  token: string,
  nowSeconds: number,
  gate: Pick<TokenGate, "machine"> = tokenGate(),
): Promise<MachineClaims | null> {
  const judged = await gate.machine?.verify(token, nowSeconds);
  return judged?.ok === true ? { clientId: String(judged.value["client_id"]), scope: scopeWords(judged.value["scope"]) } : null;
}
