// What is written into the trail arrives as mail, in the trader's own words, and nobody who writes an event has to think of it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import { UNFREEZE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { ensurePhrase, replacePhrase } from "@/lib/server/notices/phrase";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { rememberAddress } from "@/lib/server/session/known-addresses";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createNoticeRound } from "./create-notice-round";

const ORIGIN = "https://app.example.com";
let file: TestDatabase;
let app: Database;
let database: Database;
let now = 1_800_000_000;

beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 3 });
  database = createDatabase({ url: file.workerUrl, poolSize: 6 });
});
afterAll(async () => {
  await Promise.all([app.close(), database.close()]);
  await file.drop();
});
beforeEach(() => {
  now += 10 * 86_400;
});

const worker = () => ({
  ...{ database, clock: { nowSeconds: () => now }, approvedAt: { origin: ORIGIN, rpId: "app.example.com" } },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
/** Runs until nothing is due. */
async function tell(): Promise<void> {
  const round = createNoticeRound(worker());
  while ((await round()) === "busy");
}
interface Sent {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}
const mailsTo = async (email: string): Promise<Sent[]> =>
  database.asService((tx) =>
    tx.query<Sent>("SELECT recipient, subject, body FROM holdfast.mail_outbox WHERE recipient = $1 ORDER BY queued_at, id", [email]),
  );

interface Person {
  readonly sub: string;
  readonly email: string;
  readonly session: string;
}
async function person(): Promise<Person> {
  const sub = randomUUID();
  const email = `${sub.slice(0, 8)}@holdfast.test`;
  await app.asTrader(sub, (tx) => rememberAddress(tx, { sub, email, username: sub }, now));
  return { sub, email, session: await openSession(sub) };
}
async function openSession(sub: string, device = "Firefox on Linux", network = "203.0.113.0/24"): Promise<string> {
  const id = randomUUID();
  await app.asTrader(sub, (tx) =>
    tx.query(
      `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
       VALUES ($1, $2, $3, 'x@holdfast.test', $3, ARRAY['passkey'], to_timestamp($4), to_timestamp($4), to_timestamp($4), $5, $6)`,
      [id, randomUUID(), sub, now, device, network],
    ),
  );
  return id;
}
const happen = ({ sub, session }: Person, kind: SecurityEventKind, sessionId: string | null = session) =>
  app.asTrader(sub, (tx) => recordSecurityEvent(tx, { kind, sub, sessionId }, now));
const outcomes = async ({ sub }: Person): Promise<string[]> =>
  (
    await database.asService((tx) =>
      tx.query<{ told: string }>(
        "SELECT kind || ' ' || coalesce(outcome, 'open') AS told FROM holdfast.notices WHERE sub = $1 ORDER BY event_id",
        [sub],
      ),
    )
  ).map(({ told }) => told);

describe("a security event", () => {
  it("becomes one mail with what, when, from where, the trader's words and a link of their own", async () => {
    const ada = await person();
    await happen(ada, "passkey_added");
    await tell();
    const [mail, ...more] = await mailsTo(ada.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Holdfast: Passkey added");
    const phrase = await app.asTrader(ada.sub, (tx) => ensurePhrase(tx, ada.sub, now));
    expect(mail?.body.startsWith(`Your words: ${phrase}\n`)).toBe(true);
    expect(mail?.body).toContain("Device: Firefox on Linux\nNetwork: 203.0.113.0/24");
    expect(mail?.body).toMatch(/^https:\/\/app\.example\.com\/freeze\?token=[A-Za-z0-9_-]{43}$/m);
    await tell();
    expect(await mailsTo(ada.email)).toHaveLength(1);
  });

  it("of routine stays in the log", async () => {
    const ada = await person();
    await happen(ada, "session_signed_out");
    await tell();
    expect([await outcomes(ada), await mailsTo(ada.email)]).toEqual([["session_signed_out log_only"], []]);
  });

  it("is queued by the database whoever writes it, also for no account; that one is told to nobody", async () => {
    const insert = "INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, 'sign_in_locked', '{}')";
    await app.asService((tx) => tx.query(insert, [now, null]));
    const ada = await person();
    await app.asTrader(ada.sub, (tx) => tx.query(insert, [now, ada.sub]));
    await tell();
    expect(await outcomes(ada)).toEqual(["sign_in_locked mailed"]);
    const [row] = await database.asService((tx) =>
      tx.query<{ outcome: string }>("SELECT outcome FROM holdfast.notices WHERE sub IS NULL AND at = to_timestamp($1)", [now]),
    );
    expect(row?.outcome).toBe("nobody");
  });

  it("that is repeated is mailed once an hour, and the next hour again", async () => {
    const ada = await person();
    for (let count = 0; count < 3; count += 1) await happen(ada, "sign_in_locked", null);
    now += 3_599;
    await happen(ada, "sign_in_locked", null);
    now += 1;
    await happen(ada, "sign_in_locked", null);
    await tell();
    const [mailed, repeated] = ["sign_in_locked mailed", "sign_in_locked repeated"];
    expect(await outcomes(ada)).toEqual([mailed, repeated, repeated, repeated, mailed]);
    expect(await mailsTo(ada.email)).toHaveLength(2);
  });

  it("of one trader does not use up another one's hour", async () => {
    const [ada, bob] = [await person(), await person()];
    await happen(ada, "sign_in_locked", null);
    await happen(bob, "sign_in_locked", null);
    await tell();
    expect([await mailsTo(ada.email), await mailsTo(bob.email)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it("of a recovery is told to every known address, each with a link of its own; others to the present one", async () => {
    const ada = await person();
    const next = `new-${ada.email}`;
    now += 60;
    await app.asTrader(ada.sub, (tx) => rememberAddress(tx, { sub: ada.sub, email: next, username: ada.sub }, now));
    await happen(ada, "email_changed");
    await happen(ada, "passkey_added");
    await tell();
    const [old, fresh] = [await mailsTo(ada.email), await mailsTo(next)];
    expect(old.map(({ subject }) => subject)).toEqual(["Holdfast: Email changed"]);
    expect(fresh.map(({ subject }) => subject).sort()).toEqual(["Holdfast: Email changed", "Holdfast: Passkey added"]);
    const links = [...old, ...fresh].map(({ body }) => /token=(\S+)/.exec(body)?.[1]);
    expect(new Set(links).size).toBe(3);
  });

  it("of a sign-in is mailed from a new device or network only", async () => {
    const ada = await person();
    await happen(ada, "session_opened");
    now += 60;
    const again = await openSession(ada.sub);
    await happen(ada, "session_opened", again);
    const elsewhere = await openSession(ada.sub, "Chrome on Windows", "198.51.100.0/24");
    await happen(ada, "session_opened", elsewhere);
    await tell();
    const [mailed, quiet] = ["session_opened mailed", "session_opened log_only"];
    expect(await outcomes(ada)).toEqual([mailed, quiet, mailed]);
    const devices = (await mailsTo(ada.email)).map(({ body }) => /Device: (.*)/.exec(body)?.[1]);
    expect(devices.sort()).toEqual(["Chrome on Windows", "Firefox on Linux"]);
  });

  it("of a refused change waits for the approval that usually follows, and is mailed when none does", async () => {
    const [ada, bob] = [await person(), await person()];
    await happen(ada, "credential_change_refused");
    await happen(bob, "credential_change_refused");
    await tell();
    expect([await outcomes(ada), await outcomes(bob)]).toEqual([["credential_change_refused open"], ["credential_change_refused open"]]);
    await happen(bob, "step_up_used");
    now += 300;
    await tell();
    expect([(await mailsTo(ada.email)).length, (await mailsTo(bob.email)).length]).toEqual([1, 0]);
  });

  it("is told once by two workers, and by the next round when the first one died in the middle", async () => {
    const ada = await person();
    for (let count = 0; count < 5; count += 1) await happen(ada, "passkey_added");
    const failing = { ...database, asTrader: () => Promise.reject(new UnavailableError("database", "killed")) } as unknown as Database;
    await expect(createNoticeRound({ ...worker(), database: failing })()).rejects.toThrow("killed");
    await Promise.all([1, 2, 3].map(() => createNoticeRound(worker())()));
    await tell();
    expect(await mailsTo(ada.email)).toHaveLength(5);
  });

  it("that cannot be written is looked at again later and keeps no other waiting", async () => {
    const [ada, bob] = [await person(), await person()];
    await happen(ada, "passkey_added");
    await happen(bob, "passkey_added");
    const asTrader: Database["asTrader"] = (sub, work) =>
      sub === ada.sub ? Promise.reject(new Error("a bug")) : database.asTrader(sub, work);
    await createNoticeRound({ ...worker(), database: { ...database, asTrader } })();
    expect([await outcomes(ada), await outcomes(bob)]).toEqual([["passkey_added open"], ["passkey_added mailed"]]);
    now += 600;
    await tell();
    expect(await outcomes(ada)).toEqual(["passkey_added mailed"]);
  });

  it("of somebody whose address nobody knows is told to nobody", async () => {
    const stranger = { sub: randomUUID(), email: "", session: "" };
    await app.asTrader(stranger.sub, (tx) => recordSecurityEvent(tx, { kind: "passkey_added", sub: stranger.sub, sessionId: null }, now));
    await tell();
    expect(await outcomes(stranger)).toEqual(["passkey_added nobody"]);
  });
});

describe("the trader's words", () => {
  it("are three words, the same for whoever asks first, and others once changed", async () => {
    const ada = await person();
    const ask = (from: Database) => from.asTrader(ada.sub, (tx) => ensurePhrase(tx, ada.sub, now));
    const drawn = await Promise.all([ask(app), ask(database), ask(app)]);
    expect(new Set(drawn).size).toBe(1);
    expect(drawn[0]).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/);
    await app.asTrader(ada.sub, (tx) => replacePhrase(tx, ada.sub, "Only my cat knows", now));
    expect(await ask(database)).toBe("Only my cat knows");
  });

  it("are shown to nobody else", async () => {
    const [ada, bob] = [await person(), await person()];
    await app.asTrader(ada.sub, (tx) => ensurePhrase(tx, ada.sub, now));
    expect(await app.asTrader(bob.sub, (tx) => tx.query("SELECT 1 FROM holdfast.mail_phrases WHERE sub = $1", [ada.sub]))).toEqual([]);
    expect(await app.asService((tx) => tx.query("SELECT 1 FROM holdfast.mail_phrases"))).toEqual([]);
  });
});

describe("the end of an unfreezing", () => {
  it("is written once when its wait is over, and mailed", async () => {
    const ada = await person();
    const grant = randomUUID();
    await app.asTrader(ada.sub, async (tx) => {
      await tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', to_timestamp($2))", [ada.sub, now]);
      await tx.query(
        `INSERT INTO holdfast.step_up_grants (id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at)
         VALUES ($1, $2, $3, 'unfreeze', 'self', '{}', $4, $5, ARRAY['password_totp'], to_timestamp($6), to_timestamp($6 + 300))`,
        [grant, ada.sub, ada.session, "A".repeat(43), Buffer.alloc(32), now],
      );
      const proven = "proof = 'password_totp', proven_at = opened_at, proof_ends_at = expires_at";
      await tx.query(`UPDATE holdfast.step_up_grants SET ${proven} WHERE id = $1`, [grant]);
      await tx.query("UPDATE holdfast.step_up_grants SET used_at = opened_at WHERE id = $1", [grant]);
      await tx.query(
        "INSERT INTO holdfast.account_freezes (sub, step, at, ends_at, grant_id) VALUES ($1, 'unfreezing', to_timestamp($2), to_timestamp($3), $4)",
        [ada.sub, now, now + UNFREEZE_WAIT_SECONDS, grant],
      );
    });
    now += UNFREEZE_WAIT_SECONDS - 1;
    await tell();
    expect(await outcomes(ada)).toEqual([]);
    now += 1;
    await Promise.all([tell(), tell()]);
    await tell();
    expect(await outcomes(ada)).toEqual(["account_unfrozen mailed"]);
  });
});
