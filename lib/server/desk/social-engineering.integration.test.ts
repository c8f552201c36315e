// What somebody on the phone tries, through what an operator can send: the request's own shape, and crafted terms. Each is refused and written down.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DESK_ACTS } from "@/lib/desk/desk-act";
import { FORBIDDEN_ACT_NAMES, FORBIDDEN_ACTS } from "@/lib/desk/forbidden-act";
import { openOperatorGrant } from "@/lib/server/operators/open-operator-grant";
import { deskLog, kindsOf, makeDispute, REASON, recoveriesOf } from "@/lib/testing/desk-acts";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { decideRequest } from "./decide-request";
import { draftRequest } from "./draft-request";
import { placeRequest } from "./place-request";
import { readRequest } from "./read-request";

let stand: SupportStand;
let mira: DeskPerson;
let jon: DeskPerson;
let ana: CallingTrader;
beforeAll(async () => {
  stand = await openSupportStand();
  [mira, jon] = [await stand.person(), await stand.person()];
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.trader();
});

const refusalsAbout = async (trader: string): Promise<readonly Record<string, unknown>[]> =>
  (await deskLog(stand)).filter(({ kind, detail }) => kind === "desk_refused" && detail["trader"] === trader).map(({ detail }) => detail);
const lastRefusal = async () => (await deskLog(stand)).findLast(({ kind }) => kind === "desk_refused");
const ask = (changes: object): Promise<unknown> =>
  draftRequest(mira.operator, { act: "freeze_account", trader: ana.sub, reason: REASON, ...changes }, stand.parts);
async function place(act = "freeze_account", subjectId = "self"): Promise<string> {
  const { request, grant } = await draftRequest(mira.operator, { act, trader: ana.sub, subjectId, reason: REASON }, stand.parts);
  await placeRequest(mira.operator, request.id, await stand.prove(mira, grant), stand.parts);
  return request.id;
}

describe("asking for what the desk does not do", () => {
  it.each(FORBIDDEN_ACT_NAMES)("%s is refused with its reason, and written down", async (act) => {
    expect(await refusalOf(ask({ act }))).toEqual({ code: "forbidden", detail: FORBIDDEN_ACTS[act] });
    expect(await refusalsAbout(ana.sub)).toEqual([{ step: "request", act, trader: ana.sub, code: "forbidden" }]);
    expect(await kindsOf(stand, ana)).toEqual([]);
  });

  it.each(["", "FREEZE_ACCOUNT", "freeze_account ", "toString", "__proto__", "freeze_account; DROP TABLE", "x".repeat(61)])(
    "an act by another name is none: %j",
    async (act) => {
      expect(await codeOf(ask({ act }))).toBe("invalid_request");
      expect(await lastRefusal()).toMatchObject({ sub: mira.operator.sub, detail: { step: "request", code: "invalid_request" } });
    },
  );

  it.each([
    ["a shorter wait", { waitSeconds: 0 }],
    ["terms of one's own", { terms: { version: 1, waitSeconds: 0 } }],
    ["a decision that comes along", { decision: "approved", decidedBy: "jon" }],
    ["another requester", { requestedBy: "jon" }],
    ["a start in the past", { startedAt: "2020-01-01T00:00:00Z" }],
    ["no reason", { reason: undefined }],
    ["a trader that is a list", { trader: ["a", "b"] }],
    ["a trader that breaks out", { trader: "a' OR '1'='1" }],
  ])("a request's shape takes no more than it says: %s", async (_, changes) => {
    expect(await codeOf(ask(changes))).toBe("invalid_request");
    expect((await lastRefusal())?.detail).toMatchObject({ code: "invalid_request" });
  });

  it("a reason with a secret is refused, and the secret stands in no log", async () => {
    expect(await codeOf(ask({ reason: "They told me that their code is 918273 and it works" }))).toBe("invalid_request");
    expect(JSON.stringify(await deskLog(stand))).not.toContain("918273");
    expect((await refusalsAbout(ana.sub)).length).toBe(1);
  });

  it("a trader that does not exist is not found, whatever is asked", async () => {
    const nobody = randomUUID();
    for (const act of DESK_ACTS) expect([act, await codeOf(ask({ act, trader: nobody }))]).toEqual([act, "not_found"]);
    expect((await refusalsAbout(nobody)).length).toBe(DESK_ACTS.length);
  });
});

describe("crafted terms", () => {
  const grantFor = async (
    who: DeskPerson,
    id: string,
    act: "desk_approve" | "desk_request",
    terms: Record<string, string | number | null>,
  ) => {
    const opened = await stand.parts.database.asService((tx) =>
      openOperatorGrant(tx, { operator: who.operator, act, subjectId: id, terms }, stand.time.nowSeconds, stand.parts),
    );
    if (!opened.ok) throw new Error(opened.refusal.code);
    return stand.prove(who, opened.value);
  };

  it.each([
    ["a wait of nothing", { waitSeconds: 0 }],
    ["another trader", { trader: "somebody-else" }],
    ["another act", { act: "shorten_hold" }],
    ["another reason", { reason: "Another reason than the trader was told of" }],
  ])("signed with %s approve nothing", async (_, changes) => {
    const dispute = await makeDispute(stand, ana);
    const id = await place("restart_recovery", dispute);
    const { request } = await readRequest(jon.operator, id, stand.parts);
    const grantId = await grantFor(jon, id, "desk_approve", { ...request.terms, ...changes });
    expect(await codeOf(decideRequest(jon.operator, id, { decision: "approve", grantId }, stand.parts))).toBe("grant_mismatch");
    expect((await lastRefusal())?.detail).toEqual({ step: "approve", request: id, code: "grant_mismatch" });
    expect((await recoveriesOf(stand, ana)).length).toBe(3);
  });

  it("for another request, or by the requester under the decider's act, approve nothing", async () => {
    const id = await place();
    const { request } = await readRequest(jon.operator, id, stand.parts);
    const elsewhere = await grantFor(jon, randomUUID(), "desk_approve", { ...request.terms });
    expect(await codeOf(decideRequest(jon.operator, id, { decision: "approve", grantId: elsewhere }, stand.parts))).toBe("grant_mismatch");
    const own = await grantFor(mira, id, "desk_approve", { ...request.terms });
    expect(await codeOf(decideRequest(mira.operator, id, { decision: "approve", grantId: own }, stand.parts))).toBe("forbidden");
    expect(await codeOf(decideRequest(jon.operator, id, { decision: "approve", grantId: own }, stand.parts))).toBe("not_found");
  });
});
