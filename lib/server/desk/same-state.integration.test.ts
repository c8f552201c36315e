// What the trader's screens say and what the desk sees is the same: state, code and remaining time, each asked in its own role, for every state there is.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { HOLD_REASONS, RECOVERY_LIMITS, UNFREEZE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { attemptsKey } from "@/lib/server/cognito-proxy/derive-key";
import { lockedForSeconds, reserveGuess } from "@/lib/server/cognito-proxy/attempt-counter";
import { describeRecovery } from "@/lib/server/cognito-proxy/describe-recovery";
import type { Exchange } from "@/lib/server/cognito-proxy/exchange";
import { openEmailChange } from "@/lib/server/cognito-proxy/email-changes";
import { startOf } from "@/lib/server/cognito-proxy/sign-in-state";
import { getAccountStates } from "@/lib/server/queries/get-account-states";
import { getOpenRecovery } from "@/lib/server/queries/get-open-recovery";
import { getStanding } from "@/lib/server/queries/get-standing";
import { endRecovery } from "@/lib/server/recovery/recovery-row";
import { services } from "@/lib/server/services";
import { closeWay, leavePasskeyOnly } from "@/lib/server/session/closed-ways";
import { freezeAccount } from "@/lib/server/session/freeze-account";
import { startHold } from "@/lib/server/session/holds";
import type { Trader } from "@/lib/server/session/trader";
import { traderOfCall } from "@/lib/server/session/trader-of-call";
import type { AccountState } from "@/lib/standing/account-state";
import { supportCode } from "@/lib/standing/support-code";
import { beginWait, makeDispute } from "@/lib/testing/desk-acts";
import { codeOf } from "@/lib/testing/refusal-code";
import { setTestSettings } from "@/lib/testing/set-test-settings";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { findTraders } from "./find-traders";
import { readTrader } from "./read-trader";
import { LOOKS_PER_HOUR_MAX } from "./require-looks-left";

let stand: SupportStand;
let superuser: pg.Client;
let mira: DeskPerson;
let ana: CallingTrader;
beforeAll(async () => {
  stand = await openSupportStand();
  setTestSettings({ DATABASE_URL: stand.file.appUrl });
  // One clock for both sides, so that a second that passes between two questions is no difference.
  Object.assign(services(), { clock: stand.parts.clock });
  mira = await stand.person();
  superuser = new pg.Client({
    connectionString: Object.assign(new URL(inject("holdfastPostgres").superuserUrl), { pathname: new URL(stand.file.appUrl).pathname })
      .href,
  });
  await superuser.connect();
  await superuser.query("SET session_replication_role = replica");
});
afterAll(async () => {
  await superuser.end();
  await services().database.close();
  await stand.close();
});
beforeEach(async () => {
  ana = await stand.trader();
});

const now = () => stand.time.nowSeconds;
const as = <Value>(work: () => Promise<Value>): Promise<Value> =>
  traderOfCall.run({ ...ana, readOnlyReason: null, factors: ["passkey"] } as unknown as Trader, work);
const parts = () => ({ ...stand.parts, accountKey: attemptsKey });
const seenByDesk = async (): Promise<readonly AccountState[]> => (await readTrader(mira.operator, ana.sub, parts())).states;
/** Asks both sides; they must agree. */
async function seen(): Promise<readonly AccountState[]> {
  const [own, desk] = [(await as(getAccountStates)).states, await seenByDesk()];
  expect(desk).toEqual(own);
  return own;
}
const briefly = async () => (await seen()).map(({ kind, detail, code, remainingSeconds }) => [kind, detail, code, remainingSeconds]);
const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();
const tx: CallingTraderWork = (work) => stand.asTrader(ana, work);
type CallingTraderWork = <Value>(work: Parameters<typeof stand.asTrader<Value>>[1]) => Promise<Value>;
const accountCode = (letter: "F" | "P" | "A" | "E"): string => supportCode(letter, ana.sub);

async function insertWithdrawal(state: string, expiresAtSeconds: number): Promise<string> {
  const id = randomUUID();
  const approved = state === "awaiting_approval" ? [null, null, null] : [randomUUID(), "passkey", iso(now())];
  await superuser.query(
    `INSERT INTO holdfast.withdrawals (id, trader, idempotency_key, body_sha256, address_id, version, network, chain_id, asset, decimals, amount, fee,
       fee_asset, destination, created_at, expires_at, terms_hash, state, grant_id, proof, approved_at, failure)
     VALUES ($1, $2, $3, sha256('x'), $1, 1, 'n', 1, 'ETH', 18, 1, 0, 'ETH', '0x' || repeat('a', 40), to_timestamp($4), to_timestamp($5), repeat('h', 43), $6,
       $7, $8, $9, $10)`,
    [id, ana.sub, id, now(), expiresAtSeconds, state, ...approved, state === "failed" ? "reverted" : null],
  );
  return id;
}

describe("both sides say the same of", () => {
  it("an account of which nothing is the case", async () => {
    expect(await seen()).toEqual([]);
  });

  it.each(HOLD_REASONS.filter((reason) => reason !== "passkey_only_left"))(
    "a hold for %s, which the banner counts down",
    async (reason) => {
      await tx((t) => startHold(t, ana.sub, reason, now()));
      const [hold] = await seen();
      expect(hold).toMatchObject({ kind: "hold", detail: reason });
      expect(hold?.code).toMatch(/^H-[0-9A-F]{8}$/);
      const banner = (await as(getStanding)).hold;
      expect(banner).toMatchObject({ reason, supportCode: hold?.code, endsAt: iso(hold?.endsAtSeconds ?? 0) });
      expect(hold?.remainingSeconds).toBe((hold?.endsAtSeconds ?? 0) - (await as(getStanding)).nowSeconds);
    },
  );

  it("the hold after passkeys only, which is no row", async () => {
    await tx((t) =>
      t.query(
        "INSERT INTO holdfast.closed_ways (sub, way, closed_at, opens_at) VALUES ($1, 'password', to_timestamp($2), to_timestamp($2))",
        [ana.sub, now() - 9],
      ),
    );
    expect(await briefly()).toEqual([["hold", "passkey_only_left", accountCode("P"), 86_400 - 9]]);
    expect((await as(getStanding)).hold).toMatchObject({ reason: "passkey_only_left", supportCode: accountCode("P") });
  });

  it("a freeze, and the wait of its end", async () => {
    await tx((t) => freezeAccount(t, { sub: ana.sub, sessionId: null, detail: {} }, now()));
    expect((await briefly())[0]).toEqual(["frozen", null, accountCode("F"), null]);
    expect((await as(getStanding)).freeze).toMatchObject({ unfreezesAt: null, supportCode: accountCode("F") });
    await superuser.query(
      "INSERT INTO holdfast.account_freezes (sub, step, at, ends_at, grant_id) VALUES ($1, 'unfreezing', to_timestamp($4), to_timestamp($2), $3)",
      [...[ana.sub, now() + UNFREEZE_WAIT_SECONDS, randomUUID(), now()]],
    );
    expect((await briefly())[0]).toEqual(["unfreezing", null, accountCode("F"), UNFREEZE_WAIT_SECONDS]);
    expect((await as(getStanding)).freeze?.unfreezesAt).toBe(iso(now() + UNFREEZE_WAIT_SECONDS));
  });

  const facts = async () =>
    describeRecovery({ ...startOf(ana.email), userId: ana.sub, factors: ["password"] }, { nowSeconds: now() } as Exchange);

  it("a recovery that waits, is ready, is cancelled, is in dispute, and is closed: the sign-in step, the banner and the desk", async () => {
    const id = await beginWait(stand, ana);
    expect((await briefly())[0]).toEqual(["recovery_waiting", null, supportCode("R", id), 3 * 86_400]);
    expect(await facts()).toMatchObject({ state: "waiting", supportCode: supportCode("R", id), readyAt: iso(now() + 3 * 86_400) });
    expect(await as(getOpenRecovery)).toMatchObject({ supportCode: supportCode("R", id), isReady: false });
    stand.time.nowSeconds += 3 * 86_400;
    expect((await briefly())[0]).toEqual(["recovery_ready", null, supportCode("R", id), 7 * 86_400]);
    expect(await facts()).toMatchObject({ state: "ready", supportCode: supportCode("R", id) });
    await tx((t) => endRecovery(t, id, "cancelled", now()));
    expect((await briefly())[0]).toEqual(["recovery_cancelled", null, supportCode("R", id), 30 * 86_400]);
    expect(await facts()).toMatchObject({ state: "none" });
    const disputed = await makeDispute(stand, ana);
    expect((await briefly())[0]).toEqual(["recovery_disputed", null, supportCode("R", disputed), null]);
    expect(await facts()).toMatchObject({ state: "disputed", supportCode: supportCode("R", disputed) });
    await superuser.query("UPDATE holdfast.recoveries SET settled_at = to_timestamp($2) WHERE id = $1", [disputed, now() + 60]);
    expect((await briefly())[0]).toEqual(["recovery_closed", null, supportCode("R", disputed), 60]);
    expect(await facts()).toMatchObject({ state: "closed", supportCode: supportCode("R", disputed), opensAt: iso(now() + 60) });
  });

  it("a lock on guesses, to the second that the sign-in screen counts", async () => {
    const guess = { email: ana.email, purpose: "password" } as const;
    for (let made = 0; made < 4; made += 1) await reserveGuess(services().database, guess, now() - 7);
    const told = await lockedForSeconds(services().database, guess, now());
    expect(told).toBe(960 - 7);
    expect(await briefly()).toEqual([["locked_out", "password", "locked_out", told]]);
  });

  it("a lock of the trader's own browser", async () => {
    const guess = { email: ana.email, purpose: "totp", device: Buffer.alloc(32, 7) } as const;
    for (let made = 0; made < 3; made += 1) await reserveGuess(services().database, guess, now());
    expect(await briefly()).toEqual([
      ["locked_out", "totp:known_device", "locked_out", await lockedForSeconds(services().database, guess, now())],
    ]);
  });

  it("too many codes on the way back", async () => {
    await tx((t) =>
      t.query("INSERT INTO holdfast.recovery_attempts (sub, kind, started_at_seconds, uses) VALUES ($1, 'code', $2, $3)", [
        ana.sub,
        now() - 5,
        RECOVERY_LIMITS.code,
      ]),
    );
    expect(await briefly()).toEqual([["locked_out", "recovery-code", "locked_out", 86_400 - 5]]);
  });

  it("passkeys only, leaving that, and an authenticator that is gone", async () => {
    await tx((t) => closeWay(t, ana.sub, "password", now()));
    expect(await briefly()).toEqual([["passkey_only", null, accountCode("P"), null]]);
    await tx((t) => leavePasskeyOnly(t, now()));
    expect(await briefly()).toEqual([["passkey_only_leaving", null, accountCode("P"), 86_400]]);
    await tx((t) => closeWay(t, ana.sub, "authenticator", now()));
    expect(await briefly()).toContainEqual(["authenticator_removed", null, accountCode("A"), null]);
  });

  it("a change of email that waits for its proof, of which the desk sees no address", async () => {
    await tx((t) => openEmailChange(t, ana.sub, { email: "secret-new@holdfast.test", isTaken: false }, now()));
    expect(await briefly()).toEqual([["email_changing", null, accountCode("E"), 86_400]]);
    const page = JSON.stringify(await readTrader(mira.operator, ana.sub, parts()));
    expect(page).not.toContain("secret-new");
    expect(page).not.toContain(ana.email);
    expect(page).toContain(`${ana.sub.slice(0, 1)}***@h***`);
  });

  it("a session that has ended, with why", async () => {
    await tx((t) =>
      t.query("UPDATE holdfast.sessions SET revoked_at = to_timestamp($1), revoked_reason = 'signed_out_everywhere'", [now() - 3]),
    );
    expect(await briefly()).toEqual([["session_ended", "signed_out_everywhere", supportCode("S", ana.sessionId), null]]);
    stand.time.nowSeconds += 86_400 - 3;
    expect(await seen()).toEqual([]);
  });

  it("a session that ended by idleness", async () => {
    stand.time.nowSeconds += 1_800;
    expect(await briefly()).toEqual([["session_ended", "idle", supportCode("S", ana.sessionId), null]]);
  });

  it.each(["awaiting_approval", "approved", "submitted", "settled", "cancelled", "failed"])("a withdrawal that is %s", async (state) => {
    const id = await insertWithdrawal(state, now() + 50);
    expect(await briefly()).toEqual([["withdrawal", state, supportCode("W", id), state === "awaiting_approval" ? 50 : null]]);
    stand.time.nowSeconds += 50;
    if (state === "awaiting_approval") expect(await briefly()).toEqual([["withdrawal", "expired", supportCode("W", id), null]]);
  });

  it("much at once, in one order", async () => {
    await insertWithdrawal("approved", now() + 1);
    await tx((t) => startHold(t, ana.sub, "email_change", now()));
    await tx((t) => startHold(t, ana.sub, "delayed_recovery", now()));
    await beginWait(stand, ana);
    expect((await seen()).map(({ kind, detail }) => [kind, detail])).toEqual([
      ["hold", "delayed_recovery"],
      ["hold", "email_change"],
      ["recovery_waiting", null],
      ["withdrawal", "approved"],
    ]);
  });
});

describe("a trader is found", () => {
  const find = async (query: string): Promise<readonly string[]> =>
    (await findTraders(mira.operator, { query }, parts())).traders.map(({ sub }) => sub);

  it("by the exact address in any case, by name, and by every code that a screen shows", async () => {
    const other = await stand.trader();
    const recovery = await beginWait(stand, ana);
    const withdrawal = await insertWithdrawal("approved", now() + 1);
    await tx((t) => startHold(t, ana.sub, "email_change", now()));
    const hold = (await seen())[0]?.code ?? "";
    const codes = [
      hold,
      supportCode("R", recovery),
      supportCode("W", withdrawal),
      supportCode("S", ana.sessionId),
      accountCode("F"),
      accountCode("P"),
    ];
    for (const query of [ana.email, ` ${ana.email.toUpperCase()} `, ana.sub, ...codes, codes[1]?.toLowerCase() ?? ""])
      expect([query, await find(query)]).toEqual([query, [ana.sub]]);
    expect(await find(other.email)).toEqual([other.sub]);
  });

  it("by nothing less: a part of an address, a wild card, a mask and the code of a lock find nobody", async () => {
    for (const query of [ana.email.slice(1), ana.email.replace("@", "%@"), "%", "x@holdfast.test", "R-00000000"]) {
      const found = await find(query).catch(() => []);
      expect([query, found]).toEqual([query, []]);
    }
    expect(await find("locked_out")).toEqual([]);
  });

  it("120 times an hour by one operator, and not once more until the first is forgotten", async () => {
    const busy = await stand.person();
    const look = (): Promise<string> => codeOf(findTraders(busy.operator, { query: ana.email }, parts()));
    await stand.parts.database.asService(async (t) => {
      await t.query("SELECT set_config('holdfast.operator', $1, true)", [busy.operator.sub]);
      await t.query(
        "INSERT INTO holdfast.operator_events (at, sub, kind) SELECT to_timestamp($1), $2, 'desk_looked' FROM generate_series(1, $3::int)",
        [now(), busy.operator.sub, LOOKS_PER_HOUR_MAX - 1],
      );
    });
    expect([await look(), await look(), await codeOf(readTrader(busy.operator, ana.sub, parts()))]).toEqual([
      "done",
      "rate_limited",
      "rate_limited",
    ]);
    stand.time.nowSeconds += 3_599;
    expect(await look()).toBe("rate_limited");
    stand.time.nowSeconds += 1;
    expect(await look()).toBe("done");
  });

  it("and what was typed stands in no log", async () => {
    await find(ana.email);
    const log = await stand.parts.database.asService((t) => t.query("SELECT detail FROM holdfast.operator_events"));
    expect(JSON.stringify(log)).not.toContain(ana.email);
    expect(JSON.stringify(log)).toContain('"by":"email"');
  });
});
