// Approvals of the desk on PostgreSQL: one act, one session, one use.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { termsHash } from "@/lib/approval/terms-hash";
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import { openDeskStand, type DeskStand, type SeatedOperator } from "@/lib/testing/desk-stand";
import { outcomeOf, refusedAs } from "@/lib/testing/grant-acts";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import { asOperator } from "./act-as-operator";
import { consumeOperatorGrant, type OperatorActToDo } from "./consume-operator-grant";
import { openOperatorGrant } from "./open-operator-grant";

const TERMS = { version: 1, act: "passkey_remove", subject: "s-1" };
const ACT = { act: "passkey_remove", subjectId: "s-1" } as const;
let stand: DeskStand;
let ada: SeatedOperator;
let key: SoftwarePasskey;

beforeAll(async () => {
  stand = await openDeskStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  stand.listed.length = 0;
  ada = await stand.signIn();
  key = await stand.addPasskey(ada);
});

const open = (operator = ada) =>
  stand.parts.database.asService((tx) => openOperatorGrant(tx, { operator, ...ACT, terms: TERMS }, stand.pool.nowSeconds, stand.parts));
const opened = async (operator = ada): Promise<OperatorGrantDto> => {
  const grant = await open(operator);
  if (!grant.ok) throw new Error(grant.refusal.code);
  return grant.value;
};
const proven = async (): Promise<string> => {
  const grant = await opened();
  await stand.prove(ada, grant, key);
  return grant.grantId;
};
const consume = (grantId: string | undefined, changes: Partial<OperatorActToDo> = {}, database = stand.parts.database) =>
  database.asService((tx) =>
    consumeOperatorGrant(tx, { operator: ada, grantId, ...ACT, termsHash: termsHash(TERMS), ...changes }, stand.pool.nowSeconds),
  );
const later = async (seconds: number, work: () => Promise<void>): Promise<void> => {
  stand.pool.nowSeconds += seconds;
  await work().finally(() => (stand.pool.nowSeconds -= seconds));
};

describe("an approval of the desk", () => {
  test("is opened, proven by a passkey and used, and the log says each", async () => {
    const grantId = await proven();
    expect(await refusedAs(consume(grantId))).toBe("accepted");
    const kinds = (await stand.eventsOf(ada)).map(({ kind }) => kind);
    expect(kinds).toEqual(["session_opened", "step_up_opened", "step_up_proven", "step_up_used"]);
  });

  test("is used once by fifty parallel acts of two processes", async () => {
    const grantId = await proven();
    // Connections that still have to be made would let the first act be over before the second begins.
    const processes = [stand.parts.database, stand.otherDatabase];
    await Promise.all(
      processes.flatMap((process) => Array.from({ length: 8 }, () => process.asService((tx) => tx.query("SELECT pg_sleep(0.3)")))),
    );
    const attempts = Array.from({ length: 50 }, (_, at) =>
      refusedAs(consume(grantId, {}, at % 2 === 0 ? stand.parts.database : stand.otherDatabase)),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "grant_used")).toHaveLength(49);
  });

  test("moves nothing when the act behind it fails", async () => {
    const grantId = await proven();
    const failing = stand.parts.database.asService(async (tx) => {
      await consumeOperatorGrant(tx, { operator: ada, grantId, ...ACT, termsHash: termsHash(TERMS) }, stand.pool.nowSeconds);
      throw new Error("the act failed");
    });
    await expect(failing).rejects.toThrow("the act failed");
    expect(await refusedAs(consume(grantId))).toBe("accepted");
  });

  test("is refused without a proof, for another act, subject or hash, in another session and to a colleague", async () => {
    const { grantId } = await opened();
    expect(await refusedAs(consume(undefined))).toBe("step_up_required");
    expect(await refusedAs(consume(grantId))).toBe("step_up_required");
    const good = await proven();
    expect(await refusedAs(consume(good, { act: "passkey_confirm" }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(good, { subjectId: "s-2" }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(good, { termsHash: termsHash({ ...TERMS, subject: "s-2" }) }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(good, { operator: await stand.signIn(ada.sub) }))).toBe("forbidden");
    expect(await refusedAs(consume(good, { operator: await stand.signIn() }))).toBe("not_found");
    expect(await refusedAs(consume("no id"))).toBe("not_found");
    expect(await refusedAs(consume(good))).toBe("accepted");
    expect(await refusedAs(consume(good))).toBe("grant_used");
  });

  test("ends at its last second: 300 s unproven, 120 s once proven", async () => {
    const grant = await opened();
    await later(299, async () => expect(await outcomeOf(stand.prove(ada, grant, key))).toBe("accepted"));
    const late = await opened();
    await later(300, async () => expect(await outcomeOf(stand.prove(ada, late, key))).toBe("grant_expired"));
    const [first, second] = [await proven(), await proven()];
    await later(119, async () => expect(await refusedAs(consume(first))).toBe("accepted"));
    await later(120, async () => expect(await refusedAs(consume(second))).toBe("grant_expired"));
  });
});

describe("the proof of the desk", () => {
  test("is offered only to whoever has a passkey that counts, at its first second", async () => {
    const bob = await stand.signIn();
    expect(bob.hasPasskey).toBe(false);
    expect(await refusedAs(open(bob))).toBe("forbidden");
    await stand.addPasskey(bob, "new");
    await later(86_399, async () => expect(await refusedAs(open(bob))).toBe("forbidden"));
    await later(86_400, async () => expect(await refusedAs(open(bob))).toBe("accepted"));
  });

  test("is refused to a passkey that does not count yet, to a colleague's, and to one that the pool no longer lists", async () => {
    const fresh = await stand.addPasskey(ada, "new");
    const theirs = await stand.addPasskey(await stand.signIn());
    const grant = await opened();
    expect(grant.passkey.allowCredentials.map(({ id }) => id)).toEqual([key.credentialId]);
    expect(await outcomeOf(stand.prove(ada, grant, fresh))).toBe("proof_refused");
    expect(await outcomeOf(stand.prove(ada, grant, theirs))).toBe("proof_refused");
    stand.listed.length = 0;
    expect(await outcomeOf(stand.prove(ada, grant, key))).toBe("proof_refused");
    stand.listed.push(key.credentialId);
    expect(await outcomeOf(stand.prove(ada, grant, key))).toBe("accepted");
    const reasons = (await stand.eventsOf(ada)).filter(({ kind }) => kind === "step_up_refused").map(({ detail }) => detail["reason"]);
    expect(reasons).toEqual(["key_does_not_count", "key_does_not_count", "key_not_listed"]);
  });

  test("is refused for a signature over anything else, without the user verified, and a second time", async () => {
    const grant = await opened();
    const { challenge } = grant.passkey;
    const proveWith = (credential: ReturnType<SoftwarePasskey["sign"]>) =>
      import("./prove-operator-grant").then(({ proveOperatorGrant }) => proveOperatorGrant(ada, grant.grantId, credential, stand.parts));
    const origin = stand.parts.settings.appOrigin;
    expect(await outcomeOf(proveWith(key.sign((await opened()).passkey.challenge, origin)))).toBe("proof_refused");
    expect(await outcomeOf(proveWith(key.sign(challenge, "http://localhost:3001")))).toBe("proof_refused");
    expect(await outcomeOf(proveWith(key.sign(challenge, origin, { isUserVerified: false })))).toBe("proof_refused");
    expect(await outcomeOf(proveWith(key.sign(challenge, origin, { signCount: 5 })))).toBe("accepted");
    expect(await outcomeOf(proveWith(key.sign(challenge, origin, { signCount: 6 })))).toBe("grant_used");
    const next = await opened();
    expect(await outcomeOf(stand.prove(ada, next, key))).toBe("proof_refused");
  });

  test("is no trader's: the same terms and nonce make another challenge for each side", async () => {
    const { stepUpChallenge } = await import("@/lib/approval/step-up-challenge");
    const [nonce, hash] = [new Uint8Array(32), termsHash(TERMS)];
    expect(stepUpChallenge(nonce, hash, "holdfast-ops-step-up-v1")).not.toBe(stepUpChallenge(nonce, hash));
  });
});

describe("the database", () => {
  test("keeps a grant's binding, proof and use for good, whoever asks", async () => {
    const grantId = await proven();
    const change = (set: string) =>
      asOperator(stand.parts.database, ada.sub, (tx) => tx.query(`UPDATE holdfast.operator_grants SET ${set} WHERE id = $1`, [grantId]));
    await expect(change("terms_hash = repeat('x', 43)")).rejects.toThrow(/permission denied/);
    await expect(change("signature = 'x'")).rejects.toThrow(/proven once/);
    expect(await refusedAs(consume(grantId))).toBe("accepted");
    await expect(change("used_at = NULL")).rejects.toThrow(/used once/);
  });

  test("shows an operator no grant and no session of a colleague, and the app's role nothing of the desk", async () => {
    await proven();
    const bob = await stand.signIn();
    const seen = await asOperator(stand.parts.database, bob.sub, (tx) =>
      tx.query<{ sub: string }>("SELECT sub FROM holdfast.operator_grants UNION SELECT sub FROM holdfast.operator_sessions"),
    );
    expect(seen).toEqual([{ sub: bob.sub }]);
    const nobody = await stand.parts.database.asService((tx) => tx.query("SELECT sub FROM holdfast.operator_sessions"));
    expect(nobody).toEqual([]);
    const { createDatabase } = await import("@/lib/server/postgres/create-database");
    const app = createDatabase({ url: stand.file.appUrl, poolSize: 1 });
    for (const table of ["operator_sessions", "operator_grants", "operator_passkeys", "operator_events", "operator_refresh_tokens"]) {
      await expect(app.asService((tx) => tx.query(`SELECT 1 FROM holdfast.${table}`))).rejects.toThrow(/permission denied/);
    }
    await app.close();
  });

  test("takes no event back, and none in a colleague's name", async () => {
    const bob = await stand.signIn();
    await expect(
      asOperator(stand.parts.database, bob.sub, (tx) =>
        tx.query("INSERT INTO holdfast.operator_events (at, sub, kind) VALUES (now(), $1, 'session_opened')", [ada.sub]),
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(asOperator(stand.parts.database, bob.sub, (tx) => tx.query("DELETE FROM holdfast.operator_events"))).rejects.toThrow(
      /permission denied/,
    );
  });
});
