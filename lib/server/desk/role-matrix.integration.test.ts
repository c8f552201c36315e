// Every role at the desk against every step of every act, as one table. Whoever is no operator with a living session never reaches a verb: each route here
// is an operator's in the manifest, and the sweep over the manifest (lib/server/http/desk-gate.integration.test.ts) refuses everybody else at each of them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { DESK_ACTS, type DeskAct } from "@/lib/desk/desk-act";
import { freezeAccount } from "@/lib/server/session/freeze-account";
import { makeDispute, REASON } from "@/lib/testing/desk-acts";
import { codeOf } from "@/lib/testing/refusal-code";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { decideRequest } from "./decide-request";
import { draftRequest } from "./draft-request";
import { findTraders } from "./find-traders";
import { listRequests } from "./list-requests";
import { openDecision } from "./open-decision";
import { placeRequest } from "./place-request";
import { readRequest } from "./read-request";
import { readTrader } from "./read-trader";
import { withdrawRequest } from "./withdraw-request";

/** Who: the one who asked, another, one whose passkey does not count (or who has none), and another whose proof is older than 120 seconds. */
type Role = "requester" | "second operator" | "operator without a passkey" | "second operator with a stale proof";
type Step = "find" | "look" | "queue" | "page" | "ask" | "approve" | "reject" | "withdraw";

const LOOKING = { find: "done", look: "done", queue: "done", page: "done" } as const;
const EXPECTED: Readonly<Record<Role, Readonly<Record<Step, string>>>> = {
  requester: { ...LOOKING, ask: "done", approve: "forbidden", reject: "forbidden", withdraw: "done" },
  "second operator": { ...LOOKING, ask: "done", approve: "done", reject: "done", withdraw: "forbidden" },
  "operator without a passkey": { ...LOOKING, ask: "forbidden", approve: "forbidden", reject: "forbidden", withdraw: "forbidden" },
  "second operator with a stale proof": {
    ...LOOKING,
    ...{ ask: "grant_expired", approve: "grant_expired", reject: "grant_expired", withdraw: "forbidden" },
  },
};

let stand: SupportStand;
let people: Readonly<Record<Role, DeskPerson>>;
let ana: CallingTrader;
beforeAll(async () => {
  stand = await openSupportStand();
  const [mira, jon, bare] = [await stand.person(), await stand.person(), await stand.person({ hasPasskey: false })];
  people = { requester: mira, "second operator": jon, "operator without a passkey": bare, "second operator with a stale proof": jon };
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.trader();
});

/** Makes the act possible for the trader; answers what it is about. */
async function subjectOf(act: DeskAct): Promise<string> {
  if (act === "uphold_cancel" || act === "restart_recovery") return makeDispute(stand, ana);
  if (act === "start_recovery")
    await stand.asTrader(ana, (tx) => freezeAccount(tx, { sub: ana.sub, sessionId: null, detail: {} }, stand.time.nowSeconds));
  if (act !== "resend_notice") return "self";
  const [row] = await stand.asTrader(ana, (tx) =>
    tx.query<{ id: bigint }>(
      "INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), $2, 'password_changed') RETURNING id",
      [stand.time.nowSeconds, ana.sub],
    ),
  );
  return String(row?.id);
}

const isStale = (role: Role): boolean => role.endsWith("stale proof");
/** Lets the proof grow old for the role that is about that. */
const age = (role: Role): void => void (stand.time.nowSeconds += isStale(role) ? 120 : 0);

async function ask(role: Role, act: DeskAct, subjectId: string): Promise<string> {
  const who = people[role];
  const { request, grant } = await draftRequest(who.operator, { act, trader: ana.sub, subjectId, reason: REASON }, stand.parts);
  const grantId = await stand.prove(who, grant);
  age(role);
  return (await placeRequest(who.operator, request.id, grantId, stand.parts)).id;
}

async function decide(role: Role, id: string, decision: "approve" | "reject"): Promise<void> {
  const who = people[role];
  const { grant } = await openDecision(who.operator, id, decision, stand.parts);
  const grantId = await stand.prove(who, grant);
  age(role);
  await decideRequest(who.operator, id, { decision, grantId }, stand.parts);
}

async function take(role: Role, step: Step, act: DeskAct): Promise<string> {
  const { operator } = people[role];
  const subject = await subjectOf(act);
  if (step === "ask") return codeOf(ask(role, act, subject));
  const id = await ask("requester", act, subject);
  const steps: Readonly<Record<Exclude<Step, "ask">, () => Promise<unknown>>> = {
    find: () => findTraders(operator, { query: ana.email }, stand.parts),
    look: () => readTrader(operator, ana.sub, stand.parts),
    queue: () => listRequests(operator, stand.parts),
    page: () => readRequest(operator, id, stand.parts),
    approve: () => decide(role, id, "approve"),
    reject: () => decide(role, id, "reject"),
    withdraw: () => withdrawRequest(operator, id, stand.parts),
  };
  return codeOf(steps[step]());
}

describe.each(Object.keys(EXPECTED) as Role[])("%s", (role) => {
  it.each(DESK_ACTS)("may do of %s exactly what the table says", async (act) => {
    const found: Record<string, string> = {};
    for (const step of Object.keys(EXPECTED[role]) as Step[]) {
      ana = await stand.trader();
      found[step] = await take(role, step, act);
    }
    expect(found).toEqual(EXPECTED[role]);
  });
});

describe("nobody, a trader, a machine, a program with a key, and an operator whose session has ended", () => {
  it("meet a route for operators at every step, so that none of them reaches one", () => {
    const rows = ROUTE_MANIFEST.filter(({ path }) => /^\/(?:api\/)?ops\/(?:traders|requests)(?:\/|$)/.test(path));
    expect(rows.map(({ path }) => path).sort()).toEqual([
      "/api/ops/requests",
      "/api/ops/requests/[id]",
      "/api/ops/requests/[id]/decide",
      "/api/ops/requests/[id]/decision",
      "/api/ops/requests/[id]/place",
      "/api/ops/requests/[id]/withdraw",
      "/api/ops/traders/find",
      "/ops/requests/[id]",
      "/ops/traders",
      "/ops/traders/[sub]",
    ]);
    expect(new Set(rows.map(({ audience }) => audience))).toEqual(new Set(["operator"]));
  });
});
