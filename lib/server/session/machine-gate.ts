// Our own machines: an access token of the pool's client credentials grant, of the one machine client, with the scope that the route asks for.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { noteRefusedToken } from "@/lib/server/refused-tokens/note-refused-token";
import { verifyMachineToken } from "@/lib/server/tokens/verify-machine-token";
import type { BearerCall, BearerGate, MachineCaller } from "./bearer-gate";
import { clientOfHeaders } from "./client-of-call";
import { readBearer } from "./read-bearer";

/** Refusals: those of the bearer's form, `unauthenticated` (any token but a living one of the machine client) and `forbidden` (without the scope). */
async function admitMachine({ route, headers, nowSeconds }: BearerCall): Promise<Result<MachineCaller, Refusal>> {
  const token = readBearer(headers);
  if (!token.ok) return token;
  const note = (reason: string): void => {
    noteRefusedToken({ gate: "bearer", reason, network: clientOfHeaders(headers).network });
  };
  const claims = await verifyMachineToken(token.value, nowSeconds);
  if (!claims.ok) {
    note(claims.refusal);
    return refuse({ code: "unauthenticated" });
  }
  if (route.scope === undefined || !claims.value.scope.includes(route.scope)) {
    note("scope");
    return refuse({ code: "forbidden" });
  }
  return accept({ kind: "machine", ...claims.value });
}

/** The gate of audience `machine`. A token says everything there is to know, so the first look is the whole one. */
export const MACHINE_GATE: BearerGate = {
  admit: admitMachine,
  look: async (call) => {
    const admitted = await admitMachine(call);
    return admitted.ok ? null : admitted.refusal;
  },
};
