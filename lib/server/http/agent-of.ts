// The trader behind a program's call.
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import type { AgentCaller, BearerCaller } from "@/lib/server/session/bearer-gate";

/** The bearer as a program with a trader's key; on a route for another audience it is a bug and throws. */
export function agentOf(bearer: BearerCaller): AgentCaller {
  invariant(bearer.kind === "agent", "a machine has no trader");
  return bearer;
}
