import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { termsHash } from "@/lib/approval/terms-hash";
import type { StepUpDto } from "@/lib/contracts/step-up";
import { accept, refuse } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Trader } from "@/lib/server/session/trader";
import { PROOFS, type Proof, type Purpose } from "@/lib/step-up/purpose";
import { createSoftwarePasskey, type SignedAssertion } from "@/lib/testing/software-passkey";
import { openStepUpStand, STAND_ORIGIN, type StepUpStand } from "@/lib/testing/step-up-stand";
import { type Act, consumeGrant } from "./consume-grant";
import type { DescribeAct, PreparedAct } from "./describe-act";
import { findArmedGrant } from "./find-armed-grant";
import { findOpenGrant } from "./find-open-grant";
import { openGrant } from "./open-grant";
import { proveByPasskey } from "./prove-by-passkey";
import { proveByPassword } from "./prove-by-password";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  stand.pool.trouble = null;
  stand.listed.length = 0;
  stand.pagesAsked.length = 0;
  ana = await stand.signIn();
});

const TERMS = { version: 1, act: "test", amount: "125500000", memo: "März" };
const describing =
  (changes: Partial<PreparedAct> = {}): DescribeAct =>
  async () =>
    accept({ terms: TERMS, termsHash: termsHash(TERMS), proofs: PROOFS, refusal: { code: "limit_exceeded" }, ...changes });
const SUBJECT = "w-1";
const ACT: Act = { purpose: "withdrawal", subjectId: SUBJECT, termsHash: termsHash(TERMS) };

const open = (trader = ana, changes: Partial<PreparedAct> = {}, purpose: Purpose = "withdrawal"): Promise<StepUpDto> =>
  openGrant(trader, { purpose, subjectId: SUBJECT }, describing(changes), stand.parts);
const password = (grantId: string, trader = ana) => proveByPassword(trader, grantId, stand.pool.nowSeconds, stand.parts);
const consume = (grantId: string | undefined, act: Partial<Act> = {}, trader = ana, database = stand.parts.database) =>
  database.asTrader(trader.sub, (tx) => consumeGrant(tx, trader, grantId, { ...ACT, ...act }, stand.pool.nowSeconds));
const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "accepted",
    (error: unknown) => (error instanceof RefusalError ? error.refusal.code : error),
  );
const refusedAs = async (attempt: ReturnType<typeof consume> | ReturnType<typeof password>): Promise<string> => {
  const result = await attempt;
  return result.ok ? "accepted" : result.refusal.code;
};
const later = async (seconds: number, work: () => Promise<void>): Promise<void> => {
  stand.pool.nowSeconds += seconds;
  await work().finally(() => (stand.pool.nowSeconds -= seconds));
};
const provenGrant = async (trader = ana): Promise<string> => {
  const { grantId } = await open(trader);
  expect(await refusedAs(password(grantId, trader))).toBe("accepted");
  return grantId;
};

/** A statement as the owner, with triggers and row security out of the way: what somebody with the whole database in hand could do. */
async function asOwner(sql: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: stand.file.ownerUrl });
  await client.connect();
  try {
    for (const statement of [
      "ALTER TABLE holdfast.step_up_grants DISABLE TRIGGER step_up_grants_guard",
      "ALTER TABLE holdfast.step_up_grants NO FORCE ROW LEVEL SECURITY",
    ])
      await client.query(statement);
    expect((await client.query(sql, [...values])).rowCount).toBe(1);
    await client.query("ALTER TABLE holdfast.step_up_grants ENABLE TRIGGER step_up_grants_guard");
    await client.query("ALTER TABLE holdfast.step_up_grants FORCE ROW LEVEL SECURITY");
  } finally {
    await client.end();
  }
}

describe("opening a grant", () => {
  it("answers the stored terms, their hash, five minutes, and both proofs", async () => {
    const passkey = await stand.addPasskey(ana);
    const answer = await open();
    expect(answer).toMatchObject({
      expiresAt: new Date((stand.pool.nowSeconds + 300) * 1_000).toISOString(),
      terms: TERMS,
      termsHash: termsHash(TERMS),
      proofs: {
        passkey: {
          challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
          rpId: "localhost",
          userVerification: "required",
          allowCredentials: [{ type: "public-key", id: passkey.credentialId, transports: ["internal"] }],
        },
        passwordTotp: { endpoint: `/api/step-up/${answer.grantId}/cognito` },
      },
    });
    expect(stand.pagesAsked).toEqual([ana.accessToken]);
    const again = await open();
    expect(again.grantId).not.toBe(answer.grantId);
    expect(again.proofs.passkey?.challenge).not.toBe(answer.proofs.passkey?.challenge);
  });

  it("offers only passkeys that were enrolled through us and that the pool still lists, on whichever page", async () => {
    stand.listed.push("planted-1", "planted-2", "planted-3");
    expect((await open()).proofs).toEqual({ passwordTotp: expect.anything() as object });
    const first = await stand.addPasskey(ana);
    const second = await stand.addPasskey(ana);
    expect((await open()).proofs.passkey?.allowCredentials.map(({ id }) => id)).toEqual(
      expect.arrayContaining([first.credentialId, second.credentialId]),
    );
    stand.listed.splice(stand.listed.indexOf(first.credentialId), 1);
    expect((await open()).proofs.passkey?.allowCredentials.map(({ id }) => id)).toEqual([second.credentialId]);
    stand.listed.splice(stand.listed.indexOf(second.credentialId), 1);
    expect((await open()).proofs.passkey).toBeUndefined();
  });

  it("refuses with the act's own words when no proof is left, and never offers a weaker one instead", async () => {
    expect(await codeOf(open(ana, { proofs: ["passkey"] }))).toBe("limit_exceeded");
    await stand.addPasskey(ana);
    expect((await open(ana, { proofs: ["passkey"] })).proofs).toEqual({ passkey: expect.anything() as object });
    expect(Object.keys((await open(ana, {}, "totp_change")).proofs)).toEqual(["passkey"]);
    stand.listed.length = 0;
    expect(Object.keys((await open(ana, {}, "totp_change")).proofs)).toEqual(["passwordTotp"]);
  });

  it("refuses what the act refuses, and a session that may only look", async () => {
    const nothing: DescribeAct = async () => refuse({ code: "not_found" });
    expect(await codeOf(openGrant(ana, { purpose: "address", subjectId: "x" }, nothing, stand.parts))).toBe("not_found");
    expect(await codeOf(open({ ...ana, isReadOnly: true }))).toBe("forbidden");
    expect(await codeOf(open(ana))).toBe("accepted");
  });

  it("decides nothing while the pool is down, asks for patience when it throttles, and for renewal when it takes the token no more", async () => {
    await stand.addPasskey(ana);
    stand.pool.trouble = "down";
    expect(await codeOf(open())).toMatchObject({ name: "UnavailableError", dependency: "cognito" });
    stand.pool.trouble = { name: "TooManyRequestsException", message: "" };
    expect(await codeOf(open())).toBe("rate_limited");
    stand.pool.trouble = { name: "NotAuthorizedException", message: "" };
    expect(await codeOf(open())).toBe("session_expired");
  });

  it("stops on an act whose hash is not that of its terms", async () => {
    expect(await codeOf(open(ana, { termsHash: termsHash({}) }))).toBeInstanceOf(Error);
  });
});

describe("a passkey's proof", () => {
  const prove = (grantId: string, credential: SignedAssertion, trader = ana) =>
    codeOf(proveByPasskey(trader, grantId, credential, stand.parts));
  const challengeOf = (grant: StepUpDto): string => grant.proofs.passkey?.challenge ?? "";

  it("over this grant's challenge proves it once, keeps what was signed, and is good for 120 seconds", async () => {
    const passkey = await stand.addPasskey(ana);
    const grant = await open();
    const signed = passkey.sign(challengeOf(grant), STAND_ORIGIN, { signCount: 5 });
    expect(await proveByPasskey(ana, grant.grantId, signed, stand.parts)).toEqual({
      provenAt: new Date(stand.pool.nowSeconds * 1_000).toISOString(),
      expiresAt: new Date((stand.pool.nowSeconds + 120) * 1_000).toISOString(),
    });
    expect(await prove(grant.grantId, passkey.sign(challengeOf(grant), STAND_ORIGIN, { signCount: 6 }))).toBe("grant_used");
    const [kept] = await stand.parts.database.asTrader(ana.sub, (tx) =>
      tx.query<Record<string, Buffer>>("SELECT * FROM holdfast.step_up_grants WHERE id = $1", [grant.grantId]),
    );
    expect(kept).toMatchObject({ proof: "passkey", credential_id: passkey.credentialId, public_key: Buffer.from(passkey.publicKey) });
    expect(kept?.["client_data_json"]?.toString("base64url")).toBe(signed.response.clientDataJSON);
    expect(kept?.["authenticator_data"]?.toString("base64url")).toBe(signed.response.authenticatorData);
    expect(kept?.["signature"]?.toString("base64url")).toBe(signed.response.signature);
    expect(stepUpChallenge(kept?.["nonce"] ?? randomBytes(32), grant.termsHash)).toBe(challengeOf(grant));
    expect(await stand.eventsOf(ana)).toEqual([
      { kind: "step_up_proven", detail: { grantId: grant.grantId, purpose: "withdrawal", proof: "passkey" } },
    ]);
    expect(await refusedAs(consume(grant.grantId))).toBe("accepted");
  });

  it("is refused for another grant's challenge, another site, an unchecked user, another key and another trader's key", async () => {
    const passkey = await stand.addPasskey(ana);
    const bob = await stand.signIn();
    const bobs = await stand.addPasskey(bob);
    const [grant, other] = [await open(), await open()];
    const challenge = challengeOf(grant);
    const right = passkey.sign(challenge, STAND_ORIGIN);
    const stranger = createSoftwarePasskey("localhost").sign(challenge, STAND_ORIGIN);
    const wrong: readonly (readonly [string, SignedAssertion])[] = [
      ["not_verified", passkey.sign(challengeOf(other), STAND_ORIGIN)],
      ["not_verified", passkey.sign(challenge, "https://evil.example")],
      ["not_verified", passkey.sign(challenge, STAND_ORIGIN, { isUserVerified: false })],
      ["not_verified", passkey.sign(challenge, STAND_ORIGIN, { clientData: { crossOrigin: true } })],
      ["unknown_key", stranger],
      ["not_verified", { ...stranger, id: passkey.credentialId, rawId: passkey.credentialId }],
      ["unknown_key", { ...right, rawId: stranger.id }],
      ["unknown_key", bobs.sign(challenge, STAND_ORIGIN)],
    ];
    for (const [, credential] of wrong) expect(await prove(grant.grantId, credential)).toBe("proof_refused");
    expect((await stand.eventsOf(ana)).map(({ kind, detail }) => [kind, detail["reason"]])).toEqual(
      wrong.map(([reason]) => ["step_up_refused", reason]),
    );
    expect(JSON.stringify(await stand.eventsOf(ana))).not.toContain("125500000");
    expect(await prove(grant.grantId, right)).toBe("accepted");
  });

  it("is refused once the pool lists the passkey no more, also when it was listed at the opening", async () => {
    const passkey = await stand.addPasskey(ana);
    const grant = await open();
    const signed = passkey.sign(challengeOf(grant), STAND_ORIGIN);
    stand.listed.length = 0;
    expect(await prove(grant.grantId, signed)).toBe("proof_refused");
    expect((await stand.eventsOf(ana))[0]?.detail).toMatchObject({ reason: "key_not_listed" });
    stand.listed.push(passkey.credentialId);
    expect(await prove(grant.grantId, signed)).toBe("accepted");
  });

  it("decides nothing while the pool is down", async () => {
    const passkey = await stand.addPasskey(ana);
    const grant = await open();
    stand.pool.trouble = "down";
    expect(await prove(grant.grantId, passkey.sign(challengeOf(grant), STAND_ORIGIN))).toMatchObject({ dependency: "cognito" });
    stand.pool.trouble = null;
    expect(await prove(grant.grantId, passkey.sign(challengeOf(grant), STAND_ORIGIN))).toBe("accepted");
  });

  it.each([
    [0, 0, "accepted"],
    [0, 1, "accepted"],
    [7, 8, "accepted"],
    [7, 7, "proof_refused"],
    [7, 6, "proof_refused"],
    [7, 0, "proof_refused"],
  ])("with a known counter of %i and a signed one of %i is %s", async (known, signCount, outcome) => {
    const passkey = await stand.addPasskey(ana, known);
    const grant = await open();
    expect(await prove(grant.grantId, passkey.sign(challengeOf(grant), STAND_ORIGIN, { signCount }))).toBe(outcome);
    const [row] = await stand.parts.database.asTrader(ana.sub, (tx) =>
      tx.query<{ sign_count: bigint }>("SELECT sign_count FROM holdfast.passkeys WHERE credential_id = $1", [passkey.credentialId]),
    );
    expect(row?.sign_count).toBe(BigInt(Math.max(known, signCount)));
    expect(await refusedAs(consume(grant.grantId))).toBe(outcome === "accepted" ? "accepted" : "step_up_required");
  });

  it("sent 20 times at once proves once", async () => {
    const passkey = await stand.addPasskey(ana);
    const grant = await open();
    const signed = passkey.sign(challengeOf(grant), STAND_ORIGIN);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => prove(grant.grantId, signed)));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "grant_used")).toHaveLength(19);
  });
});

describe("proving", () => {
  const prove = (grantId: string, trader = ana, proof: Proof = "password_totp") =>
    findOpenGrant(trader, grantId, proof, stand.pool.nowSeconds, stand.parts);

  it("by password and code is told and done alike: found open, proven once, then used up", async () => {
    const { grantId } = await open();
    expect(await prove(grantId)).toMatchObject({ ok: true, value: { id: grantId, purpose: "withdrawal", subjectId: SUBJECT } });
    expect(await password(grantId)).toMatchObject({ ok: true });
    for (const again of [await prove(grantId), await password(grantId)]) expect(again).toMatchObject({ refusal: { code: "grant_used" } });
  });

  it("is refused to another trader, another session, by a way that is not offered, and past the opening", async () => {
    const { grantId } = await open();
    const [bob, elsewhere] = [await stand.signIn(), await stand.signIn(ana.sub)];
    expect(await refusedAs(password(grantId, bob))).toBe("not_found");
    expect(await refusedAs(password(randomUUID()))).toBe("not_found");
    expect(await refusedAs(password("'; DROP TABLE"))).toBe("not_found");
    expect(await refusedAs(password(grantId, elsewhere))).toBe("forbidden");
    expect(await prove(grantId, ana, "passkey")).toMatchObject({ refusal: { code: "forbidden" } });
    await later(300, async () => expect(await refusedAs(password(grantId))).toBe("grant_expired"));
    await later(299, async () => expect(await refusedAs(password(grantId))).toBe("accepted"));
  });
});

describe("using a grant", () => {
  it("is refused without a grant or its proof, and says how fresh the proof must be", async () => {
    const expected = { ok: false, refusal: { code: "step_up_required", maxAgeSeconds: 120 } };
    expect(await consume(undefined)).toEqual(expected);
    expect(await consume((await open()).grantId)).toEqual(expected);
  });

  it("works once for its act, and the act's transaction decides whether it happened", async () => {
    const grantId = await provenGrant();
    const failing = stand.parts.database.asTrader(ana.sub, async (tx) => {
      expect((await consumeGrant(tx, ana, grantId, ACT, stand.pool.nowSeconds)).ok).toBe(true);
      throw new Error("the act failed");
    });
    await expect(failing).rejects.toThrow("the act failed");
    expect(await consume(grantId)).toEqual({
      ok: true,
      value: { grantId, proof: "password_totp", provenAtSeconds: stand.pool.nowSeconds },
    });
    expect(await refusedAs(consume(grantId))).toBe("grant_used");
    expect((await stand.eventsOf(ana)).map(({ kind }) => kind)).toEqual(["step_up_proven", "step_up_used"]);
  });

  it("is refused for another act, session or trader, and leaves the grant as it was and the transaction usable", async () => {
    const grantId = await provenGrant();
    const [bob, elsewhere] = [await stand.signIn(), await stand.signIn(ana.sub)];
    expect(await refusedAs(consume(grantId, {}, bob))).toBe("not_found");
    expect(await refusedAs(consume(grantId, {}, elsewhere))).toBe("forbidden");
    expect(await refusedAs(consume(grantId, { purpose: "address" }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(grantId, { subjectId: "w-2" }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(grantId, { termsHash: termsHash({ ...TERMS, amount: "125500001" }) }))).toBe("grant_mismatch");
    const both = await stand.parts.database.asTrader(ana.sub, async (tx) => [
      await consumeGrant(tx, ana, grantId, { ...ACT, subjectId: "w-2" }, stand.pool.nowSeconds),
      await consumeGrant(tx, ana, grantId, ACT, stand.pool.nowSeconds),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([false, true]);
  });

  it("works until the last second of its proof", async () => {
    const [one, other] = [await provenGrant(), await provenGrant()];
    await later(120, async () => expect(await refusedAs(consume(one))).toBe("grant_expired"));
    await later(119, async () => expect(await refusedAs(consume(other))).toBe("accepted"));
  });

  it("is refused when the stored terms were changed behind the app's back", async () => {
    const [changed, kept] = [await provenGrant(), await provenGrant()];
    await asOwner("UPDATE holdfast.step_up_grants SET terms = replace(terms, '125500000', '925500000') WHERE id = $1", [changed]);
    expect(await refusedAs(consume(changed))).toBe("grant_mismatch");
    expect(await refusedAs(consume(kept))).toBe("accepted");
  });

  it("200 times at once over two processes happens exactly once, ten rounds long", async () => {
    for (let round = 0; round < 10; round += 1) {
      const grantId = await provenGrant();
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          refusedAs(consume(grantId, {}, ana, at % 2 === 0 ? stand.parts.database : stand.otherDatabase)),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "grant_used")).toHaveLength(199);
    }
  });
});

describe("the grant that is ready", () => {
  const armed = (trader = ana, purpose: Purpose = "withdrawal", subjectId = SUBJECT) =>
    stand.parts.database.asTrader(trader.sub, (tx) => findArmedGrant(tx, trader, purpose, subjectId, stand.pool.nowSeconds));

  it("is this session's proven, unused and unexpired one for the act, and nobody else's", async () => {
    await open();
    expect(await armed()).toBeNull();
    const grantId = await provenGrant();
    expect(await armed()).toEqual({ id: grantId, termsHash: termsHash(TERMS) });
    expect(await armed(ana, "address")).toBeNull();
    expect(await armed(ana, "withdrawal", "w-2")).toBeNull();
    expect(await armed(await stand.signIn(ana.sub))).toBeNull();
    expect(await armed(await stand.signIn())).toBeNull();
    await later(119, async () => expect(await armed()).toMatchObject({ id: grantId }));
    await later(120, async () => expect(await armed()).toBeNull());
    expect(await refusedAs(consume(grantId))).toBe("accepted");
    expect(await armed()).toBeNull();
  });
});

describe("the database, asked as the app", () => {
  const asApp = (sql: string, grantId: string) => stand.parts.database.asTrader(ana.sub, (tx) => tx.query(sql, [grantId]));

  it.each(["sub", "session_id", "purpose", "subject_id", "terms", "terms_hash", "nonce", "proofs", "opened_at", "expires_at"])(
    "never changes what a grant is bound to: %s",
    async (column) => {
      const { grantId } = await open();
      await expect(asApp(`UPDATE holdfast.step_up_grants SET ${column} = ${column} WHERE id = $1`, grantId)).rejects.toThrow(
        "permission denied",
      );
    },
  );

  it("proves once, uses once, and forgets nothing", async () => {
    const grantId = await provenGrant();
    const again = "UPDATE holdfast.step_up_grants SET proof_ends_at = proof_ends_at + interval '1 hour' WHERE id = $1";
    await expect(asApp(again, grantId)).rejects.toThrow("proven once");
    expect(await refusedAs(consume(grantId))).toBe("accepted");
    await expect(asApp("UPDATE holdfast.step_up_grants SET used_at = NULL WHERE id = $1", grantId)).rejects.toThrow("used once");
    await expect(asApp("DELETE FROM holdfast.step_up_grants WHERE id = $1", grantId)).rejects.toThrow("permission denied");
  });

  it("uses nothing that was not proven, or after its proof has ended", async () => {
    const { grantId } = await open();
    const use = `UPDATE holdfast.step_up_grants SET used_at = opened_at + interval '121 seconds' WHERE id = $1`;
    await expect(asApp(use, grantId)).rejects.toThrow("grants_are_used_after_proof");
    expect(await refusedAs(password(grantId))).toBe("accepted");
    await expect(asApp(use, grantId)).rejects.toThrow("grants_are_used_after_proof");
    expect(await asApp(`${use.replace("121", "120")} RETURNING id`, grantId)).toHaveLength(1);
  });

  it("takes no passkey's proof without its evidence, and no proof that was not offered", async () => {
    const { grantId } = await open();
    const prove = (proof: string): string =>
      `UPDATE holdfast.step_up_grants SET proof = '${proof}', proven_at = opened_at, proof_ends_at = opened_at + interval '2 minutes' WHERE id = $1 RETURNING id`;
    await expect(asApp(prove("passkey"), grantId)).rejects.toThrow("grants_");
    expect(await asApp(prove("password_totp"), grantId)).toHaveLength(1);
  });

  it("shows nobody another trader's grant", async () => {
    const { grantId } = await open();
    const bob = await stand.signIn();
    const rows = await stand.parts.database.asTrader(bob.sub, (tx) =>
      tx.query("SELECT 1 FROM holdfast.step_up_grants WHERE id = $1", [grantId]),
    );
    expect(rows).toEqual([]);
  });
});
