// Freezing tightens at once and for whoever asks; the way back takes an approval, a wait and a hold, and nobody shortens any of them.
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOLDS, UNFREEZE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { startUnfreezing } from "@/lib/server/acts/start-unfreezing";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { FREEZE_LINK_SECONDS, makeFreezeToken } from "@/lib/server/freezes/freeze-link";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { codeOf } from "@/lib/testing/refusal-code";
import { openWithdrawalStand, type Person, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { freezeAccount } from "./freeze-account";
import { freezeByLink } from "./freeze-by-link";
import { activeHold } from "./holds";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());

const READER = { userAgent: "Mozilla/5.0 (X11; Linux) Firefox/140.0", network: "203.0.113.9" };
const now = () => stand.time.nowSeconds;
const asTrader = <Value>({ trader }: Person, work: Parameters<typeof stand.here.database.asTrader<Value>>[1]) =>
  stand.here.database.asTrader(trader.sub, work);
const linkFor = ({ trader }: Person) => stand.worker.asTrader(trader.sub, (tx) => makeFreezeToken(tx, trader.sub, now()));
const follow = (token: string, process = stand.here) => freezeByLink(token, READER, process);
const freezeOf = (person: Person) => asTrader(person, (tx) => findFreeze(tx, person.trader.sub, now()));
const aliveSessions = (person: Person) =>
  asTrader(person, async (tx) => (await tx.query("SELECT 1 FROM holdfast.sessions WHERE revoked_at IS NULL")).length);
const kindsOf = (person: Person) =>
  asTrader(person, async (tx) =>
    (await tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id")).map(({ kind }) => kind),
  );

/** Freezes, and approves the unfreezing of exactly that. */
async function grantUnfreezing(person: Person): Promise<string> {
  const described = await asTrader(person, (tx) => CREDENTIAL_ACTS.unfreeze(tx, person.trader, "self", now()));
  if (!described.ok) throw new Error("unfreezing is described");
  return stand.grant(person, { purpose: "unfreeze", subjectId: "self", terms: described.value.terms });
}
const unfreeze = (person: Person, grantId: string | undefined) => startUnfreezing(person.trader, grantId, stand.here);

describe("a freeze link", () => {
  it("freezes, ends every session, and says so in the trail", async () => {
    const ana = await stand.person();
    const token = await linkFor(ana);
    expect([await freezeOf(ana), await aliveSessions(ana)]).toEqual([null, 2]);
    expect(await follow(token)).toBe("frozen");
    expect(await freezeOf(ana)).toEqual({ sinceSeconds: now(), unfreezesAtSeconds: null });
    expect([await aliveSessions(ana), await kindsOf(ana)]).toEqual([0, ["account_frozen"]]);
  });

  it("is harmless when it is replayed: frozen stays frozen, and a session opened since then stays", async () => {
    const ana = await stand.person();
    const token = await linkFor(ana);
    const answers = await Promise.all([follow(token), follow(token, stand.there), follow(token), follow(token, stand.there)]);
    expect([...answers].sort()).toEqual(["already", "already", "already", "frozen"]);
    await asTrader(ana, (tx) =>
      tx.query(
        `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
         VALUES ($1, $1, $2, 'a@b.test', $2, ARRAY['passkey'], now(), now(), now(), 'test', 'test')`,
        [randomUUID(), ana.trader.sub],
      ),
    );
    expect(await follow(token)).toBe("already");
    expect([await aliveSessions(ana), await kindsOf(ana)]).toEqual([1, ["account_frozen"]]);
  });

  it("works for thirty days, to the second", async () => {
    const ana = await stand.person();
    const token = await linkFor(ana);
    stand.time.nowSeconds += FREEZE_LINK_SECONDS;
    expect(await follow(token)).toBe("refused");
    stand.time.nowSeconds -= 1;
    expect(await follow(token)).toBe("frozen");
  });

  it.each(["", "A".repeat(43), "x".repeat(5_000), "é".repeat(43)])("that nobody was sent is refused: %.20s", async (token) => {
    expect(await follow(token)).toBe("refused");
  });

  it("is bound to its trader and kept as a hash", async () => {
    const [ana, bob] = [await stand.person(), await stand.person()];
    const token = await linkFor(ana);
    await follow(token);
    expect(await freezeOf(bob)).toBeNull();
    const rows = await stand.here.database.asService((tx) =>
      tx.query<{ token_hash: Buffer }>("SELECT token_hash FROM holdfast.freeze_links WHERE sub = $1", [ana.trader.sub]),
    );
    expect(rows.map(({ token_hash }) => token_hash.toString("hex"))).toEqual([createHash("sha256").update(token).digest("hex")]);
  });
});

describe("unfreezing", () => {
  const frozen = async (): Promise<Person> => {
    const ana = await stand.person();
    await follow(await linkFor(ana));
    return ana;
  };

  it("takes an approval, then a day in which the account stays frozen, and starts a hold that outlasts it", async () => {
    const ana = await frozen();
    const endsAt = await unfreeze(ana, await grantUnfreezing(ana));
    expect(endsAt).toBe(now() + UNFREEZE_WAIT_SECONDS);
    expect(await freezeOf(ana)).toMatchObject({ unfreezesAtSeconds: endsAt });
    expect(await kindsOf(ana)).toEqual(["account_frozen", "step_up_used", "unfreeze_started"]);
    stand.time.nowSeconds = endsAt - 1;
    expect(await freezeOf(ana)).not.toBeNull();
    stand.time.nowSeconds = endsAt;
    expect(await freezeOf(ana)).toBeNull();
    const held = () => asTrader(ana, (tx) => activeHold(tx, now()));
    expect(await held()).toMatchObject({ reason: "unfreeze", endsAtSeconds: endsAt + HOLDS.unfreeze.seconds });
    stand.time.nowSeconds = endsAt + HOLDS.unfreeze.seconds;
    expect(await held()).toBeNull();
  });

  it("is refused without a proof, with one for something else, twice, and for an account that is not frozen", async () => {
    const ana = await frozen();
    expect(await codeOf(unfreeze(ana, undefined))).toBe("step_up_required");
    const other = await stand.grant(ana, { purpose: "totp_change", subjectId: "self", terms: { act: "totp_change" } });
    expect(await codeOf(unfreeze(ana, other))).toBe("grant_mismatch");
    const grant = await grantUnfreezing(ana);
    await unfreeze(ana, grant);
    expect(await codeOf(unfreeze(ana, await grantUnfreezing(ana)))).toBe("conflict");
    const bob = await stand.person();
    expect(await codeOf(unfreeze(bob, await grantUnfreezing(bob)))).toBe("conflict");
  });

  it("starts over when the account is frozen again during the wait, by a link that was used before", async () => {
    const ana = await stand.person();
    const token = await linkFor(ana);
    await follow(token);
    const first = await unfreeze(ana, await grantUnfreezing(ana));
    stand.time.nowSeconds = first - 1;
    expect(await follow(token)).toBe("frozen");
    stand.time.nowSeconds = first;
    expect(await freezeOf(ana)).toMatchObject({ unfreezesAtSeconds: null });
    const second = await unfreeze(ana, await grantUnfreezing(ana));
    expect(second).toBe(first + UNFREEZE_WAIT_SECONDS);
  });

  it("cannot be written shorter, without its approval, without a freeze, early, or away", async () => {
    const ana = await frozen();
    const grant = await grantUnfreezing(ana);
    const { sub } = ana.trader;
    const write = (values: string, ...more: unknown[]) =>
      asTrader(ana, (tx) =>
        tx.query(`INSERT INTO holdfast.account_freezes (sub, step, at, ends_at, grant_id) VALUES ${values}`, [sub, ...more]),
      );
    // The grant is proven and not used.
    const day = "($1, 'unfreezing', now(), now() + interval '1 day', $2)";
    await expect(write(day, grant)).rejects.toThrow("its own approval");
    await expect(write("($1, 'unfreezing', now(), now() + interval '1 day', NULL)")).rejects.toThrow(/approv/);
    await expect(write("($1, 'unfrozen', now(), NULL, NULL)")).rejects.toThrow(/row-level security|wait/);
    await asTrader(ana, (tx) => tx.query("UPDATE holdfast.step_up_grants SET used_at = proven_at WHERE id = $1", [grant]));
    await expect(write("($1, 'unfreezing', now(), now() + interval '23 hours', $2)", grant)).rejects.toThrow("unfreezing_waits");
    await write(day, grant);
    const end = () =>
      stand.worker.asTrader(sub, (tx) =>
        tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'unfrozen', now())", [sub]),
      );
    await expect(end()).rejects.toThrow("after its wait");
    const owner = createDatabase({ url: stand.ownerUrl, poolSize: 1 });
    for (const sql of [
      "DELETE FROM holdfast.account_freezes",
      "UPDATE holdfast.account_freezes SET at = now()",
      "TRUNCATE holdfast.account_freezes",
    ])
      await expect(owner.asService((tx) => tx.query(sql))).rejects.toThrow("what happened stays written");
    await owner.close();
  });

  it("and freezing from a session: the same freeze, and others' rows stay others'", async () => {
    const [ana, bob] = [await stand.person(), await stand.person()];
    const { sub, sessionId } = ana.trader;
    const freeze = () => asTrader(ana, (tx) => freezeAccount(tx, { sub, sessionId, detail: { by: "session" } }, now()));
    expect([await freeze(), await freeze()]).toEqual(["frozen", "already"]);
    expect([await aliveSessions(ana), await aliveSessions(bob), await freezeOf(bob)]).toEqual([0, 2, null]);
    await expect(
      asTrader(bob, (tx) => tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', now())", [sub])),
    ).rejects.toThrow("row-level security");
  });
});
