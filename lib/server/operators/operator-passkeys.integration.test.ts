// When a passkey of an operator begins to count, and who may say so. The rules stand in the verbs and again in the database.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDeskStand, type DeskStand, type SeatedOperator } from "@/lib/testing/desk-stand";
import { outcomeOf } from "@/lib/testing/grant-acts";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import { asOperator } from "./act-as-operator";
import { confirmColleaguePasskey } from "./confirm-colleague-passkey";
import { listPasskeysOfDesk } from "./list-passkeys-of-desk";
import { openPasskeyGrant } from "./open-passkey-grant";
import { rejectPasskey } from "./reject-passkey";
import { useArmedGrant } from "./use-armed-grant";

let stand: DeskStand;
let ada: SeatedOperator;
let adaKey: SoftwarePasskey;
let bob: SeatedOperator;
let bobKey: SoftwarePasskey;

beforeAll(async () => {
  stand = await openDeskStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  stand.listed.length = 0;
  ada = await stand.signIn();
  adaKey = await stand.addPasskey(ada);
  bob = await stand.signIn();
  bobKey = await stand.addPasskey(bob, "new");
});

const provenConfirmation = async (): Promise<string> => {
  const grant = await openPasskeyGrant(ada, { act: "passkey_confirm", subjectId: bobKey.credentialId }, stand.parts);
  await stand.prove(ada, grant, adaKey);
  return grant.grantId;
};
const counts = async (operator: SeatedOperator): Promise<boolean> => (await stand.again(operator)).hasPasskey;

describe("a new passkey without an older one behind it", () => {
  test("counts once a colleague has confirmed it by a passkey that counts, and not before", async () => {
    expect(await counts(bob)).toBe(false);
    expect(await outcomeOf(confirmColleaguePasskey(ada, bobKey.credentialId, undefined, stand.parts))).toBe("step_up_required");
    await confirmColleaguePasskey(ada, bobKey.credentialId, await provenConfirmation(), stand.parts);
    expect(await counts(bob)).toBe(true);
    expect((await stand.eventsOf(ada)).at(-1)).toMatchObject({ kind: "passkey_confirmed", detail: { passkey: bobKey.credentialId } });
  });

  test("is confirmed by nobody for oneself, by no colleague without a passkey that counts, and only once", async () => {
    const own = { act: "passkey_confirm", subjectId: bobKey.credentialId } as const;
    expect(await outcomeOf(openPasskeyGrant(bob, own, stand.parts))).toBe("forbidden");
    const second = await stand.addPasskey(ada, "new");
    const adasOwn = { act: "passkey_confirm", subjectId: second.credentialId } as const;
    expect(await outcomeOf(openPasskeyGrant(ada, adasOwn, stand.parts))).toBe("forbidden");
    const eve = await stand.signIn();
    await stand.addPasskey(eve, "new");
    expect(await outcomeOf(openPasskeyGrant(eve, own, stand.parts))).toBe("forbidden");
    const [once, twice] = [await provenConfirmation(), await provenConfirmation()];
    await confirmColleaguePasskey(ada, bobKey.credentialId, once, stand.parts);
    expect(await outcomeOf(confirmColleaguePasskey(ada, bobKey.credentialId, twice, stand.parts))).toBe("conflict");
  });

  test("is confirmed by an approval of exactly this passkey", async () => {
    const eve = await stand.signIn();
    const eveKey = await stand.addPasskey(eve, "new");
    const forBob = await provenConfirmation();
    expect(await outcomeOf(confirmColleaguePasskey(ada, eveKey.credentialId, forBob, stand.parts))).toBe("grant_mismatch");
    expect(await counts(eve)).toBe(false);
  });

  test("may be turned down by any colleague meanwhile, for good; one that counts may not", async () => {
    await rejectPasskey(ada, bobKey.credentialId, stand.parts);
    expect(await outcomeOf(rejectPasskey(ada, bobKey.credentialId, stand.parts))).toBe("not_found");
    stand.pool.nowSeconds += 90_000;
    const later = await listPasskeysOfDesk(ada, stand.parts).finally(() => (stand.pool.nowSeconds -= 90_000));
    expect(later.map(({ credentialId }) => credentialId)).not.toContain(bobKey.credentialId);
    expect(await outcomeOf(rejectPasskey(bob, adaKey.credentialId, stand.parts))).toBe("conflict");
    expect(await counts(ada)).toBe(true);
  });

  test("is seen by colleagues with its time, under a name that says nothing of its owner", async () => {
    const seen = await listPasskeysOfDesk(ada, stand.parts);
    const theirs = seen.find(({ credentialId }) => credentialId === bobKey.credentialId);
    expect(theirs).toMatchObject({ isOwn: false, counts: false, handle: bob.handle });
    expect(Date.parse(theirs?.countsFrom ?? "") - Date.parse(theirs?.addedAt ?? "")).toBe(86_400_000);
    expect(bob.handle).toMatch(/^desk-[0-9a-hjkmnp-tv-z]{6}$/);
  });
});

describe("a passkey beside one that counts", () => {
  test("is armed by an approval of the older one, once", async () => {
    const act = { act: "passkey_add", subjectId: "new" } as const;
    const arm = () => asOperator(stand.parts.database, ada.sub, (tx) => useArmedGrant(tx, ada, act, stand.pool.nowSeconds));
    expect(await arm()).toBeNull();
    const grant = await openPasskeyGrant(ada, act, stand.parts);
    expect(await arm()).toBeNull();
    await stand.prove(ada, grant, adaKey);
    expect(await arm()).toBe(grant.grantId);
    expect(await arm()).toBeNull();
  });

  test("is removed on an approval of its own removal, and nobody opens one for a colleague's", async () => {
    const act = { act: "passkey_remove", subjectId: adaKey.credentialId } as const;
    expect(await outcomeOf(openPasskeyGrant(bob, act, stand.parts))).toBe("not_found");
    const grant = await openPasskeyGrant(ada, act, stand.parts);
    expect(grant.terms).toMatchObject({ act: "passkey_remove", credentialId: adaKey.credentialId, operator: ada.handle });
  });
});

describe("the database", () => {
  const as = (operator: SeatedOperator, statement: string, params: unknown[] = []) =>
    asOperator(stand.parts.database, operator.sub, (tx) => tx.query(statement, params));
  const NOW = "counts_from = created_at";

  test("shortens no cool-off without a colleague's used approval of exactly that passkey", async () => {
    const set = `UPDATE holdfast.operator_passkeys SET ${NOW}`;
    await expect(as(bob, `${set} WHERE credential_id = $1`, [bobKey.credentialId])).rejects.toThrow(/passkeys_wait_a_day_or_are_approved/);
    const unused = await provenConfirmation();
    const withGrant = `${set}, grant_id = $2 WHERE credential_id = $1`;
    await expect(as(ada, withGrant, [bobKey.credentialId, unused])).rejects.toThrow(/by an older one of its owner or by a colleague/);
    const added = await openPasskeyGrant(ada, { act: "passkey_add", subjectId: "new" }, stand.parts);
    await stand.prove(ada, added, adaKey);
    await asOperator(stand.parts.database, ada.sub, (tx) =>
      useArmedGrant(tx, ada, { act: "passkey_add", subjectId: "new" }, stand.pool.nowSeconds),
    );
    await expect(as(ada, withGrant, [bobKey.credentialId, added.grantId])).rejects.toThrow(
      /by an older one of its owner or by a colleague/,
    );
    await confirmColleaguePasskey(ada, bobKey.credentialId, unused, stand.parts);
    expect(await counts(bob)).toBe(true);
  });

  test("brings no ended passkey back and takes none out of another's name", async () => {
    await rejectPasskey(ada, bobKey.credentialId, stand.parts);
    await expect(
      as(ada, "UPDATE holdfast.operator_passkeys SET ended_at = NULL, ended_by = NULL WHERE credential_id = $1", [bobKey.credentialId]),
    ).rejects.toThrow(/stays ended/);
    const before = await as(ada, "SELECT 1 FROM holdfast.operator_passkeys WHERE credential_id = $1", [adaKey.credentialId]);
    await as(bob, "DELETE FROM holdfast.operator_passkeys WHERE credential_id = $1", [adaKey.credentialId]);
    expect(await as(ada, "SELECT 1 FROM holdfast.operator_passkeys WHERE credential_id = $1", [adaKey.credentialId])).toEqual(before);
    await expect(as(bob, "UPDATE holdfast.operator_passkeys SET public_key = 'x'")).rejects.toThrow(/permission denied/);
  });
});
