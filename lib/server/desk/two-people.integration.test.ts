// Nobody at the desk acts alone: four steps, two people, two fresh passkeys on the same terms, one effect.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeskGrantDto } from "@/lib/contracts/desk";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { beginWait, deskLog, kindsOf, makeDispute, REASON, recoveriesOf, standingOf } from "@/lib/testing/desk-acts";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { rounds } from "@/lib/testing/rounds";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { decideRequest } from "./decide-request";
import { draftRequest } from "./draft-request";
import { openDecision } from "./open-decision";
import { placeRequest } from "./place-request";
import { readRequest } from "./read-request";
import { withdrawRequest } from "./withdraw-request";

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

const draft = (act = "freeze_account", subjectId = "self", who = mira): Promise<DeskGrantDto> =>
  draftRequest(who.operator, { act, trader: ana.sub, subjectId, reason: REASON }, stand.parts);
/** Drafts, signs and places; answers the request's id. */
async function ask(act = "freeze_account", subjectId = "self", who = mira): Promise<string> {
  const { request, grant } = await draft(act, subjectId, who);
  await placeRequest(who.operator, request.id, await stand.prove(who, grant), stand.parts);
  return request.id;
}
const open = (id: string, decision: "approve" | "reject" = "approve", who = jon) => openDecision(who.operator, id, decision, stand.parts);
const decide = (id: string, grantId: string | undefined, decision: "approve" | "reject" = "approve", who = jon) =>
  decideRequest(who.operator, id, { decision, grantId }, stand.parts);
async function approve(id: string, who = jon): Promise<string> {
  const { grant } = await open(id, "approve", who);
  return codeOf(decide(id, await stand.prove(who, grant), "approve", who));
}
const freezeOf = (trader = ana) => stand.asTrader(trader, (tx) => findFreeze(tx, trader.sub, stand.time.nowSeconds));
const stateOf = async (id: string): Promise<string> => (await readRequest(mira.operator, id, stand.parts)).request.state;
async function later<Value>(seconds: number, work: () => Promise<Value>): Promise<Value> {
  stand.time.nowSeconds += seconds;
  return work().finally(() => (stand.time.nowSeconds -= seconds));
}

describe("an act of the desk", () => {
  it("is asked by one, approved by another, done once, and told twice with who and why", async () => {
    const id = await ask();
    expect([await freezeOf(), await kindsOf(stand, ana), await stateOf(id)]).toEqual([null, ["desk_requested"], "open"]);
    expect(await approve(id)).toBe("done");
    expect(await freezeOf()).toEqual({ sinceSeconds: stand.time.nowSeconds, unfreezesAtSeconds: null });
    expect([await kindsOf(stand, ana), await stateOf(id)]).toEqual([["desk_requested", "account_frozen", "desk_acted"], "approved"]);
    const [, , acted] = await stand.asTrader(ana, (tx) =>
      tx.query<{ detail: object }>("SELECT detail FROM holdfast.security_events ORDER BY id"),
    );
    expect(acted?.detail).toEqual({
      ...{ request: id, act: "freeze_account", reason: REASON },
      ...{ by: mira.operator.handle, second: jon.operator.handle },
    });
    const story = (await deskLog(stand)).filter(({ detail }) => detail["request"] === id).map(({ kind, sub }) => [kind, sub]);
    expect(story).toEqual([
      ["desk_requested", mira.operator.sub],
      ["desk_approved", jon.operator.sub],
      ["desk_took_effect", jon.operator.sub],
    ]);
  });

  it("has both passkeys sign the very terms that are stored", async () => {
    const drafted = await draft();
    expect(drafted.grant.termsHash).toBe(drafted.request.termsHash);
    expect(drafted.request.terms).toMatchObject({ act: "freeze_account", trader: ana.sub, subject: "self", reason: REASON });
    await placeRequest(mira.operator, drafted.request.id, await stand.prove(mira, drafted.grant), stand.parts);
    const decided = await open(drafted.request.id);
    expect([decided.grant.termsHash, decided.request.terms]).toEqual([drafted.request.termsHash, drafted.request.terms]);
    expect(decided.grant.passkey.challenge).not.toBe(drafted.grant.passkey.challenge);
  });

  it("is nobody's request before its passkey has signed", async () => {
    const { request, grant } = await draft();
    expect(await codeOf(placeRequest(mira.operator, request.id, undefined, stand.parts))).toBe("step_up_required");
    expect(await codeOf(placeRequest(mira.operator, request.id, grant.grantId, stand.parts))).toBe("step_up_required");
    expect(await codeOf(open(request.id))).toBe("not_found");
    expect(await codeOf(readRequest(jon.operator, request.id, stand.parts))).toBe("not_found");
    expect(await kindsOf(stand, ana)).toEqual([]);
    const proven = await stand.prove(mira, grant);
    expect(await codeOf(placeRequest(jon.operator, request.id, proven, stand.parts))).toBe("not_found");
    expect(await codeOf(placeRequest(mira.operator, request.id, proven, stand.parts))).toBe("done");
    expect(await codeOf(placeRequest(mira.operator, request.id, proven, stand.parts))).toBe("conflict");
  });

  it("is not approved by whoever asked, with their own passkey or with another's", async () => {
    const id = await ask();
    expect(await codeOf(open(id, "approve", mira))).toBe("forbidden");
    expect(await codeOf(open(id, "reject", mira))).toBe("forbidden");
    const { grant } = await open(id);
    const proven = await stand.prove(jon, grant);
    expect(await codeOf(decide(id, proven, "approve", mira))).toBe("forbidden");
    expect([await freezeOf(), await stateOf(id)]).toEqual([null, "open"]);
    expect(await codeOf(decide(id, proven))).toBe("done");
  });

  it("takes a proof of this very decision: none, one for the other decision, another request's or a used one is refused", async () => {
    const id = await ask();
    const other = await ask("end_sessions");
    expect(await codeOf(decide(id, undefined))).toBe("step_up_required");
    const rejecting = await stand.prove(jon, (await open(id, "reject")).grant);
    expect(await codeOf(decide(id, rejecting))).toBe("grant_mismatch");
    const foreign = await stand.prove(jon, (await open(other)).grant);
    expect(await codeOf(decide(id, foreign))).toBe("grant_mismatch");
    const stale = await stand.prove(jon, (await open(id)).grant);
    expect(await later(120, () => codeOf(decide(id, stale)))).toBe("grant_expired");
    expect(await later(119, () => codeOf(decide(id, stale)))).toBe("done");
    expect(await codeOf(decide(id, stale))).toBe("conflict");
  });

  it("takes effect once when fifty approvals come at once", async () => {
    const id = await ask();
    const helpers = await Promise.all(Array.from({ length: 4 }, () => stand.person()));
    const grants = await Promise.all(
      helpers.map(async (who) => ({ who, grantId: await stand.prove(who, (await open(id, "approve", who)).grant) })),
    );
    const tries = Array.from({ length: rounds(50, 500) }, (_, index) => grants[index % grants.length]);
    const codes = await Promise.all(tries.map((one) => codeOf(decide(id, one?.grantId, "approve", one?.who))));
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["done", "conflict"]));
    const kinds = await kindsOf(stand, ana);
    expect(kinds.filter((kind) => kind === "account_frozen" || kind === "desk_acted")).toHaveLength(2);
  });

  it("ends after a day without a second person, to the second", async () => {
    const id = await ask();
    expect(await later(86_400, () => codeOf(open(id)))).toBe("conflict");
    expect(await later(86_400, () => stateOf(id))).toBe("expired");
    expect(await later(86_399, () => approve(id))).toBe("done");
  });

  it("is turned down by another, or taken back by whoever asked; then it is over and the trader is told", async () => {
    const turned = await ask();
    expect(await codeOf(decide(turned, await stand.prove(jon, (await open(turned, "reject")).grant), "reject"))).toBe("done");
    expect(await stateOf(turned)).toBe("rejected");
    expect(await codeOf(open(turned))).toBe("conflict");
    const back = await ask();
    expect(await codeOf(withdrawRequest(jon.operator, back, stand.parts))).toBe("forbidden");
    expect(await codeOf(withdrawRequest(mira.operator, back, stand.parts))).toBe("done");
    expect(await codeOf(open(back))).toBe("conflict");
    expect(await kindsOf(stand, ana)).toEqual(["desk_requested", "desk_declined", "desk_requested", "desk_declined"]);
    expect(await freezeOf()).toBeNull();
  });

  it("is asked once at a time, and three at most wait about one trader", async () => {
    const dispute = await makeDispute(stand, ana);
    await ask("freeze_account");
    expect(await codeOf(draft("freeze_account"))).toBe("conflict");
    await ask("end_sessions");
    await ask("uphold_cancel", dispute);
    expect(await codeOf(draft("restart_recovery", dispute))).toBe("conflict");
  });

  it("is judged again when it is approved: what cannot be done any more changes nothing", async () => {
    const dispute = await makeDispute(stand, ana);
    const upheld = await ask("uphold_cancel", dispute);
    const again = await ask("restart_recovery", dispute);
    expect(await approve(upheld)).toBe("done");
    expect(await approve(again)).toBe("conflict");
    expect([await stateOf(again), (await recoveriesOf(stand, ana)).length]).toEqual(["open", 3]);
  });

  it("needs a passkey that counts, of whoever asks and of whoever decides", async () => {
    const bare = await stand.person({ hasPasskey: false });
    expect(await refusalOf(draft("freeze_account", "self", bare))).toMatchObject({ code: "forbidden" });
    const id = await ask();
    expect(await codeOf(open(id, "approve", bare))).toBe("forbidden");
  });
});

describe("what each act does", () => {
  const aliveSessions = () =>
    stand.asTrader(ana, async (tx) => (await tx.query("SELECT 1 FROM holdfast.sessions WHERE revoked_at IS NULL")).length);

  it("ending sessions ends this trader's and nobody else's", async () => {
    const bob = await stand.trader();
    expect(await approve(await ask("end_sessions"))).toBe("done");
    expect(await aliveSessions()).toBe(0);
    const alive = await stand.asTrader(
      bob,
      async (tx) => (await tx.query("SELECT 1 FROM holdfast.sessions WHERE revoked_at IS NULL")).length,
    );
    expect(alive).toBe(1);
    expect(await codeOf(draft("end_sessions"))).toBe("conflict");
  });

  it("upholding a cancel keeps the way back closed for thirty days, and then it is open by itself", async () => {
    const id = await makeDispute(stand, ana);
    expect((await standingOf(stand, ana)).state).toBe("disputed");
    expect(await approve(await ask("uphold_cancel", id))).toBe("done");
    expect((await standingOf(stand, ana)).state).toBe("closed");
    expect((await later(30 * 86_400 - 1, () => standingOf(stand, ana))).state).toBe("closed");
    expect((await later(30 * 86_400, () => standingOf(stand, ana))).state).toBe("none");
  });

  it("letting a dispute start again takes the full wait, from the approval on, with a link that ends it to every address", async () => {
    const id = await makeDispute(stand, ana);
    const request = await ask("restart_recovery", id);
    expect(await later(3_600, () => approve(request))).toBe("done");
    const [restarted] = await recoveriesOf(stand, ana);
    expect(restarted).toMatchObject({
      startedAtSeconds: stand.time.nowSeconds + 3_600,
      readyAtSeconds: stand.time.nowSeconds + 3_600 + RECOVERY_WAIT_SECONDS,
      outcome: null,
    });
    const mails = await stand.worker.asService((tx) =>
      tx.query<{ body: string }>("SELECT body FROM holdfast.mail_outbox WHERE recipient = $1", [ana.email]),
    );
    expect(mails.map(({ body }) => /\/recover\/cancel\?token=[\w-]{43}/.test(body))).toEqual([true]);
    expect(await kindsOf(stand, ana)).toEqual(["desk_requested", "recovery_started", "desk_acted"]);
  });

  it("a dispute is one of this trader, unsettled, and named: anything else is refused", async () => {
    const bob = await stand.trader();
    const other = await makeDispute(stand, bob);
    for (const act of ["uphold_cancel", "restart_recovery"])
      for (const subject of [other, "self", "00000000-0000-4000-8000-000000000000", "' OR 1=1"])
        expect([act, subject, await codeOf(draft(act, subject))]).toEqual([act, subject, "conflict"]);
    const waiting = await beginWait(stand, ana);
    expect(await codeOf(draft("restart_recovery", waiting))).toBe("conflict");
  });

  it("starting a recovery is for a frozen account that has no other way, and lifts nothing", async () => {
    expect(await codeOf(draft("start_recovery"))).toBe("conflict");
    expect(await approve(await ask("freeze_account"))).toBe("done");
    expect(await approve(await ask("start_recovery"))).toBe("done");
    const [started] = await recoveriesOf(stand, ana);
    expect(started?.readyAtSeconds).toBe(stand.time.nowSeconds + RECOVERY_WAIT_SECONDS);
    expect(await freezeOf()).not.toBeNull();
    expect(await codeOf(draft("start_recovery"))).toBe("conflict");
  });

  it("starting one waits for what has lapsed to be written down, and for nothing else", async () => {
    const id = await beginWait(stand, ana);
    expect(await approve(await ask("freeze_account"))).toBe("done");
    expect(await codeOf(draft("start_recovery"))).toBe("conflict");
    await later(10 * 86_400 + 1, async () => {
      expect(await approve(await ask("start_recovery"))).toBe("done");
    });
    expect((await recoveriesOf(stand, ana)).find((one) => one.id === id)?.outcome).toBe("lapsed");
  });

  it("passkeys only has no way back by mail, and the desk opens none", async () => {
    expect(await approve(await ask("freeze_account"))).toBe("done");
    await stand.asTrader(ana, (tx) =>
      tx.query("INSERT INTO holdfast.closed_ways (sub, way, closed_at) VALUES ($1, 'password', to_timestamp($2))", [
        ana.sub,
        stand.time.nowSeconds,
      ]),
    );
    expect(await codeOf(draft("start_recovery"))).toBe("conflict");
  });

  it("a notice is sent again to its own trader, when it is one that is mailed", async () => {
    const eventOf = (kind: string, at = stand.time.nowSeconds, whose = ana): Promise<string> =>
      stand.asTrader(whose, async (tx) => {
        const [row] = await tx.query<{ id: bigint }>(
          "INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), $2, $3) RETURNING id",
          [at, whose.sub, kind],
        );
        return String(row?.id);
      });
    const bob = await stand.trader();
    expect(await codeOf(draft("resend_notice", await eventOf("password_changed", stand.time.nowSeconds, bob)))).toBe("not_found");
    expect(await codeOf(draft("resend_notice", await eventOf("session_signed_out")))).toBe("conflict");
    expect(await codeOf(draft("resend_notice", await eventOf("password_changed", stand.time.nowSeconds - 90 * 86_400 - 1)))).toBe(
      "conflict",
    );
    for (const subject of ["self", "0", "1; DELETE", "9".repeat(19)])
      expect(await codeOf(draft("resend_notice", subject))).toBe("not_found");
    expect(await approve(await ask("resend_notice", await eventOf("password_changed")))).toBe("done");
    expect(await kindsOf(stand, ana)).toContain("desk_notice_repeated");
  });
});
