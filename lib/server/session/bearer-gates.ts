// Which audiences come by bearer, and through which gate. An audience that is not here comes by cookie or not at all.
import "server-only";
import type { Audience } from "@/lib/contracts/route-manifest";
import { AGENT_GATE } from "./agent-gate";
import type { BearerGate } from "./bearer-gate";
import { MACHINE_GATE } from "./machine-gate";

const GATES: Readonly<Partial<Record<Audience, BearerGate>>> = { machine: MACHINE_GATE, agent: AGENT_GATE };

/** The gate of an audience that shows a bearer, or null for one that does not. */
export const bearerGateOf = (audience: Audience): BearerGate | null => GATES[audience] ?? null;
