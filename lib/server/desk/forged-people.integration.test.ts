// Somebody with the password of the desk's database role, who forges both people: how far that goes, and where it ends.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Transaction } from "@/lib/server/postgres/database";
import { makeDispute, REASON } from "@/lib/testing/desk-acts";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { decideRequest } from "./decide-request";
import { draftRequest } from "./draft-request";
import { openDecision } from "./open-decision";
import { placeRequest } from "./place-request";

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

async function place(act = "freeze_account", subjectId = "self"): Promise<string> {
  const { request, grant } = await draftRequest(mira.operator, { act, trader: ana.sub, subjectId, reason: REASON }, stand.parts);
  await placeRequest(mira.operator, request.id, await stand.prove(mira, grant), stand.parts);
  return request.id;
}

describe("whoever holds the desk's database role and forges both people", () => {
  const [HASH, OTHER] = ["h".repeat(43), "o".repeat(43)];
  const SIGNED = { request: HASH, decision: HASH, act: "desk_approve" };

  /** What the verbs do, with signatures made up: the database cannot verify one. */
  async function forge(
    tx: Transaction,
    act: string,
    subjectId: string,
    who: DeskPerson,
    decider: DeskPerson,
    signed = SIGNED,
  ): Promise<string> {
    const id = randomUUID();
    const hash = SIGNED.request;
    const grant = async (by: DeskPerson, name: string, termsHash: string): Promise<string> => {
      const grantId = randomUUID();
      await tx.query("SELECT set_config('holdfast.operator', $1, true)", [by.operator.sub]);
      await tx.query(
        `INSERT INTO holdfast.operator_grants (id, sub, session_id, act, subject_id, terms, terms_hash, nonce, opened_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, now(), now() + interval '5 minutes')`,
        [grantId, by.operator.sub, by.operator.sessionId, name, id, termsHash, randomBytes(32)],
      );
      await tx.query(
        `UPDATE holdfast.operator_grants SET proven_at = now(), proof_ends_at = now() + interval '2 minutes', credential_id = 'x', public_key = 'x',
           client_data_json = 'x', authenticator_data = 'x', signature = 'x' WHERE id = $1`,
        [grantId],
      );
      await tx.query("UPDATE holdfast.operator_grants SET used_at = now() WHERE id = $1", [grantId]);
      return grantId;
    };
    const asked = await grant(who, "desk_request", signed.request);
    await tx.query(
      `INSERT INTO holdfast.desk_requests (id, act, trader, subject_id, reason, terms, terms_hash, requested_by, requester_handle, drafted_at)
       VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, 'desk-x', now())`,
      [id, act, ana.sub, subjectId, REASON, hash, who.operator.sub],
    );
    await tx.query(
      "UPDATE holdfast.desk_requests SET requested_at = drafted_at, expires_at = drafted_at + interval '24 hours', request_grant = $2 WHERE id = $1",
      [id, asked],
    );
    const decided = await grant(decider, signed.act, signed.decision);
    await tx.query(
      `UPDATE holdfast.desk_requests SET decision = 'approved', decided_by = $2, decider_handle = 'desk-y', decided_at = requested_at, decision_grant = $3
        WHERE id = $1`,
      [id, decider.operator.sub, decided],
    );
    return id;
  }
  const attempt = (work: (tx: Transaction) => Promise<unknown>): Promise<string> =>
    stand.parts.database.asTrader(ana.sub, work).then(
      () => "done",
      (error: unknown) => (error instanceof Error ? error.message : "unknown"),
    );
  const recovery = (tx: Transaction, id: string, times: string): Promise<unknown> =>
    tx.query(
      `INSERT INTO holdfast.recoveries (id, sub, started_at, ready_at, lapses_at, device, network, cancel_token_hash, desk_request_id)
       VALUES (gen_random_uuid(), $1, ${times}, '', '', $2, $3)`,
      [ana.sub, randomBytes(32), id],
    );

  it("is one person still: the same operator twice is refused by the table itself", async () => {
    expect(await attempt((tx) => forge(tx, "freeze_account", "self", mira, mira))).toMatch(/desk_requests_take_two_people/);
  });

  it.each([
    ["the request", { ...SIGNED, request: OTHER }],
    ["the decision", { ...SIGNED, decision: OTHER }],
    ["the other decision", { ...SIGNED, act: "desk_reject" }],
    ["a request once more", { ...SIGNED, act: "desk_request" }],
  ])("cannot take an approval of something else: %s", async (_, signed) => {
    expect(await attempt((tx) => forge(tx, "freeze_account", "self", mira, jon, signed))).toMatch(/used approval of exactly these terms/);
  });

  it("cannot leave an approval without its effect", async () => {
    expect(await attempt((tx) => forge(tx, "freeze_account", "self", mira, jon))).toMatch(/takes effect with its approval/);
  });

  it.each([
    ["shorter", "now(), now() + interval '71 hours', now() + interval '9 days'"],
    ["dated back", "now() - interval '3 days', now(), now() + interval '7 days'"],
    ["open for ever", "now(), now() + interval '3 days', now() + interval '300 days'"],
  ])("cannot start a recovery that is %s", async (_, times) => {
    expect(await attempt(async (tx) => recovery(tx, await forge(tx, "start_recovery", "self", mira, jon), times))).toMatch(/waits in full/);
  });

  it("reaches with one act nothing that another act is for", async () => {
    const dispute = await makeDispute(stand, ana);
    const settle = "UPDATE holdfast.recoveries SET settled_at = now() WHERE id = $1 RETURNING id";
    let settled: readonly unknown[] = [1];
    const outcome = await attempt(async (tx) => {
      const id = await forge(tx, "end_sessions", "self", mira, jon);
      settled = await tx.query(settle, [dispute]);
      await tx.query("UPDATE holdfast.desk_requests SET carried_out_at = now() WHERE id = $1", [id]);
    });
    expect([outcome, settled]).toEqual(["done", []]);
    expect(
      await attempt(async (tx) => {
        await forge(tx, "end_sessions", "self", mira, jon);
        await tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', now())", [ana.sub]);
      }),
    ).toMatch(/row-level security/);
  });

  it("and even then does no more than the desk may: a full wait, written down under two names", async () => {
    const full = "now(), now() + interval '3 days', now() + interval '10 days'";
    const outcome = await attempt(async (tx) => {
      const id = await forge(tx, "start_recovery", "self", mira, jon);
      await recovery(tx, id, full);
      await tx.query("UPDATE holdfast.desk_requests SET carried_out_at = now() WHERE id = $1", [id]);
    });
    expect(outcome).toBe("done");
    const [row] = await stand.parts.database.asService((tx) =>
      tx.query("SELECT requested_by, decided_by FROM holdfast.desk_requests WHERE trader = $1", [ana.sub]),
    );
    expect(row).toEqual({ requested_by: mira.operator.sub, decided_by: jon.operator.sub });
  });

  it("cannot decide it a second time, or do it twice", async () => {
    const id = await place();
    const { grant } = await openDecision(jon.operator, id, "approve", stand.parts);
    await decideRequest(jon.operator, id, { decision: "approve", grantId: await stand.prove(jon, grant) }, stand.parts);
    for (const [change, expected] of [
      ["decision = 'rejected'", /decided once/],
      ["carried_out_at = NULL", /takes effect once/],
      ["requested_at = requested_at - interval '1 hour'", /made once/],
    ] as const)
      expect(
        await attempt(async (tx) => {
          await tx.query("SELECT set_config('holdfast.operator', $1, true)", [jon.operator.sub]);
          await tx.query(`UPDATE holdfast.desk_requests SET ${change} WHERE id = $1`, [id]);
        }),
      ).toMatch(expected);
  });
});
