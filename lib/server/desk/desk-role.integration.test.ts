// What the desk's database role can do when nobody asks a verb: SQL for each thing that must not happen.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startHold } from "@/lib/server/session/holds";
import { beginWait, makeDispute } from "@/lib/testing/desk-acts";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { actAbout } from "./act-about";

let stand: SupportStand;
let mira: DeskPerson;
let ana: CallingTrader;
beforeAll(async () => {
  stand = await openSupportStand();
  mira = await stand.person();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.trader();
});

describe("SQL in the desk's own role", () => {
  /** As holdfast_ops, by mira and about ana: everything that the verbs themselves could say. */
  const sql = (statement: string, params: readonly unknown[] = []): Promise<string> =>
    actAbout(stand.parts.database, mira.operator, ana.sub, (tx) => tx.query(statement, params)).then(
      (rows) => `${String(rows.length)} rows`,
      (error: unknown) => (error instanceof Error ? error.message : "unknown"),
    );

  it.each([
    ["a hold is shortened", "UPDATE holdfast.withdrawal_holds SET ends_at = now()"],
    ["a hold is removed", "DELETE FROM holdfast.withdrawal_holds"],
    ["a hold is emptied", "TRUNCATE holdfast.withdrawal_holds"],
    ["a recovery's wait is shortened", "UPDATE holdfast.recoveries SET ready_at = now()"],
    ["a recovery is dated back", "UPDATE holdfast.recoveries SET started_at = now() - interval '9 days'"],
    ["a recovery is completed", "UPDATE holdfast.recoveries SET outcome = 'completed', ended_at = now()"],
    ["a cancel is undone", "UPDATE holdfast.recoveries SET outcome = NULL, ended_at = NULL"],
    ["a recovery is removed", "DELETE FROM holdfast.recoveries"],
    ["a cancel link is read", "SELECT cancel_token_hash FROM holdfast.recoveries"],
    ["a recovery code is read", "SELECT * FROM holdfast.recovery_codes"],
    ["a recovery code is given back", "UPDATE holdfast.recovery_codes SET used_at = NULL"],
    ["a mailed code is read", "SELECT * FROM holdfast.recovery_mail_codes"],
    ["a mailed code is planted", "INSERT INTO holdfast.recovery_mail_codes VALUES ('x', '\\x00', now(), now())"],
    ["an address's cool-off is shortened", "UPDATE holdfast.addresses SET usable_at = now()"],
    ["an address is added", "INSERT INTO holdfast.addresses (id) VALUES (gen_random_uuid())"],
    ["a passkey is removed", "DELETE FROM holdfast.passkeys"],
    ["a passkey is added", "INSERT INTO holdfast.passkeys (credential_id) VALUES ('x')"],
    ["a passkey's key is read", "SELECT public_key FROM holdfast.passkeys"],
    ["an enrolment is let through", "INSERT INTO holdfast.credential_tickets VALUES (gen_random_uuid(), 'RecoveryEnrolment', 'x', now())"],
    ["an approval is read", "SELECT terms FROM holdfast.step_up_grants"],
    ["an approval is made", "INSERT INTO holdfast.step_up_grants (id) VALUES (gen_random_uuid())"],
    ["an approval is proven", "UPDATE holdfast.step_up_grants SET proven_at = now()"],
    ["a closed way is opened", "UPDATE holdfast.closed_ways SET opens_at = now()"],
    ["a closed way is removed", "DELETE FROM holdfast.closed_ways"],
    ["an email is changed", "UPDATE holdfast.known_addresses SET email = 'mine@example.test'"],
    ["an email is read", "SELECT email FROM holdfast.known_addresses"],
    ["an email is added", "INSERT INTO holdfast.known_addresses (sub, email, username, known_since) VALUES ('x', 'y', 'z', now())"],
    ["a change of email is redirected", "UPDATE holdfast.email_changes SET email = 'mine@example.test'"],
    ["where an email goes is read", "SELECT email FROM holdfast.email_changes"],
    ["a password reset is written", "INSERT INTO holdfast.password_resets (id, email, started_at) VALUES (gen_random_uuid(), 'x', now())"],
    ["a lock is lifted", "DELETE FROM holdfast.sign_in_attempts"],
    ["a lock is lowered", "UPDATE holdfast.sign_in_attempts SET failures = 1"],
    ["a day's count is lowered", "UPDATE holdfast.recovery_attempts SET uses = 1"],
    ["a session is opened", "INSERT INTO holdfast.sessions (id) VALUES (gen_random_uuid())"],
    ["a session is prolonged", "UPDATE holdfast.sessions SET last_seen_at = now()"],
    ["an imported email is read", "SELECT email FROM holdfast.legacy_accounts"],
    ["an import is counted", "SELECT count(*) FROM holdfast.legacy_accounts"],
    [
      "an account is imported",
      "INSERT INTO holdfast.legacy_accounts (legacy_id, email, username, imported_at) VALUES ('1', 'x', 'y', now())",
    ],
    ["a session's email is read", "SELECT email FROM holdfast.sessions"],
    ["a refresh token's hash is read", "SELECT * FROM holdfast.refresh_tokens"],
    ["money is moved", "INSERT INTO holdfast.transfers (id) VALUES (gen_random_uuid())"],
    ["an entry is booked", "INSERT INTO holdfast.entries (transfer_id) VALUES (gen_random_uuid())"],
    ["an entry is changed", "UPDATE holdfast.entries SET amount = 1"],
    ["a balance is changed", "UPDATE holdfast.accounts SET balance = 1"],
    ["an account is opened", "INSERT INTO holdfast.accounts (kind) VALUES ('available')"],
    ["a withdrawal is approved", "UPDATE holdfast.withdrawals SET state = 'approved'"],
    ["a withdrawal is made", "INSERT INTO holdfast.withdrawals (id) VALUES (gen_random_uuid())"],
    ["a settlement is pushed", "UPDATE holdfast.settlements SET next_attempt_at = now()"],
    ["an order is made", "INSERT INTO holdfast.orders (id) VALUES (gen_random_uuid())"],
    ["a freeze is removed", "DELETE FROM holdfast.account_freezes"],
    ["a freeze is rewritten", "UPDATE holdfast.account_freezes SET at = now()"],
    ["a freeze is lifted", "INSERT INTO holdfast.account_freezes (sub, step, at, ends_at) VALUES ('x', 'unfreezing', now(), now())"],
    ["a freeze link is made", "INSERT INTO holdfast.freeze_links VALUES ('\\x00', 'x', now(), now())"],
    ["a mail is written", "INSERT INTO holdfast.mail_outbox (id, recipient) VALUES (gen_random_uuid(), 'x')"],
    ["a mail is read", "SELECT body FROM holdfast.mail_outbox"],
    ["a notice is held back", "UPDATE holdfast.notices SET outcome = 'nobody'"],
    ["the trail is rewritten", "UPDATE holdfast.security_events SET kind = 'x'"],
    ["the trail is removed", "DELETE FROM holdfast.security_events"],
    ["a key for a program is made", "INSERT INTO holdfast.api_keys (id) VALUES (gen_random_uuid())"],
    ["a phrase is read", "SELECT phrase FROM holdfast.mail_phrases"],
    ["what a request says is changed", "UPDATE holdfast.desk_requests SET reason = 'Another reason than was told'"],
    ["a request's terms are changed", "UPDATE holdfast.desk_requests SET terms = '{}'"],
    ["a request is removed", "DELETE FROM holdfast.desk_requests"],
    ["the desk's log is rewritten", "UPDATE holdfast.operator_events SET kind = 'x'"],
    ["the desk's log is removed", "DELETE FROM holdfast.operator_events"],
    ["a table is made", "CREATE TABLE holdfast.mine (id int)"],
    ["row security is turned off", "ALTER TABLE holdfast.recoveries DISABLE ROW LEVEL SECURITY"],
  ])("is refused by the database when %s", async (_, statement) => {
    await stand.asTrader(ana, (tx) => startHold(tx, ana.sub, "email_change", stand.time.nowSeconds));
    expect(await sql(statement)).toMatch(/^permission denied|^must be owner/);
  });

  it.each([
    ["an account is frozen", "INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', now())", /row-level security/],
    [
      "an unfreezing is over",
      "INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'unfrozen', now())",
      /row-level security|after its wait/,
    ],
    ["sessions are ended", "UPDATE holdfast.sessions SET revoked_at = now(), revoked_reason = 'x' WHERE sub = $1 RETURNING id", /^0 rows$/],
    ["a dispute is settled", "UPDATE holdfast.recoveries SET settled_at = now() WHERE sub = $1 RETURNING id", /^0 rows$/],
    ["addresses are mailed", "SELECT holdfast.mail_every_address($1, 'Hello', 'Follow this link', now())", /approved request/],
    [
      "the trail says what was not",
      "INSERT INTO holdfast.security_events (at, sub, kind) VALUES (now(), $1, 'account_unfrozen')",
      /row-level security/,
    ],
    [
      "another's trail is written",
      "INSERT INTO holdfast.security_events (at, sub, kind) VALUES (now(), $1 || 'x', 'desk_acted')",
      /row-level security/,
    ],
    [
      "a recovery begins",
      `INSERT INTO holdfast.recoveries (id, sub, started_at, ready_at, lapses_at, device, network, cancel_token_hash, desk_request_id)
       VALUES (gen_random_uuid(), $1, now(), now() + interval '3 days', now() + interval '10 days', '', '', sha256('x'), gen_random_uuid())`,
      /row-level security|waits in full/,
    ],
  ])("without an approved request in the same transaction, nothing is done when %s", async (_, statement, expected) => {
    await makeDispute(stand, ana);
    expect(await sql(statement, [ana.sub])).toMatch(expected);
  });

  it("reads one trader at a time, and nobody else's rows", async () => {
    const bob = await stand.trader();
    await stand.asTrader(bob, (tx) => startHold(tx, bob.sub, "email_change", stand.time.nowSeconds));
    await beginWait(stand, bob);
    for (const table of ["withdrawal_holds", "recoveries", "sessions", "security_events"])
      expect([table, await sql(`SELECT id FROM holdfast.${table} WHERE sub = $1`, [bob.sub])]).toEqual([table, "0 rows"]);
    for (const table of ["sessions", "security_events", "recoveries"]) {
      const all = await stand.parts.database.asService((tx) => tx.query(`SELECT id FROM holdfast.${table}`));
      expect([table, all]).toEqual([table, []]);
    }
    expect(await sql("SELECT id FROM holdfast.step_up_grants")).toBe("0 rows");
  });

  it("has no right to write anywhere but here", async () => {
    const rights = await stand.parts.database.asService((tx) =>
      tx.query<{ entry: string }>(
        `SELECT DISTINCT table_name || ' ' || privilege_type AS entry FROM information_schema.column_privileges
          WHERE grantee = 'holdfast_ops' AND table_schema = 'holdfast' AND privilege_type IN ('INSERT', 'UPDATE')
         UNION SELECT table_name || ' ' || privilege_type FROM information_schema.role_table_grants
          WHERE grantee = 'holdfast_ops' AND table_schema = 'holdfast' AND privilege_type IN ('DELETE', 'TRUNCATE') ORDER BY 1`,
      ),
    );
    // Numbers of events that wait for their seal are nobody's.
    const aboutTraders = rights.map(({ entry }) => entry).filter((entry) => !/^(?:operator|desk)_|^unsealed_events INSERT$/.test(entry));
    expect(aboutTraders).toEqual([
      "account_freezes INSERT",
      "notices INSERT",
      "recoveries INSERT",
      "recoveries UPDATE",
      "security_events INSERT",
      "sessions UPDATE",
    ]);
  });
});
