// A proof counts for its own grant, session and trader, from a key that we saw enrolled and the pool still lists, and once.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { Trader } from "@/lib/server/session/trader";
import type { Proof } from "@/lib/policy/purpose";
import { grantActs, outcomeOf, refusedAs, SUBJECT } from "@/lib/testing/grant-acts";
import { createSoftwarePasskey, type SignedAssertion } from "@/lib/testing/software-passkey";
import { openStepUpStand, STAND_ORIGIN, type StepUpStand } from "@/lib/testing/step-up-stand";
import { findOpenGrant } from "./find-open-grant";
import { proveByPasskey } from "./prove-by-passkey";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});
const { open, password, consume, later } = grantActs(() => ({ stand, ana }));

describe("a passkey's proof", () => {
  const prove = (grantId: string, credential: SignedAssertion, trader = ana) =>
    outcomeOf(proveByPasskey(trader, grantId, credential, stand.parts));
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
