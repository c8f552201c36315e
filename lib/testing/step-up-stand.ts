// Traders with sessions and passkeys on a test database, and a pool that lists what the test says. Step-up itself is not in here.
import type { Database } from "@/lib/server/postgres/database";
import { openSession } from "@/lib/server/session/open-session";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { accept } from "@/lib/ground/result";
import { createTestDatabase, type TestDatabase } from "./create-test-database";
import { createSessionStand, FewLinesPool } from "./session-stand";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey";

/** The origin that the stand's settings name. */
export const STAND_ORIGIN = "http://localhost:3000";

/** Two processes on one database. */
export interface StepUpStand {
  readonly file: TestDatabase;
  readonly parts: SessionParts;
  /** A second process's own connections. */
  readonly otherDatabase: Database;
  /** The clock of both, and what the pool does: see FewLinesPool. */
  readonly pool: FewLinesPool;
  /** Credential ids that the pool lists; it answers them in pages of two. */
  readonly listed: string[];
  readonly pagesAsked: string[];
  /** A new session, of a new trader unless `sub` names one. */
  signIn(sub?: string): Promise<Trader>;
  /** A test begins: the pool works, nothing is listed or asked, and somebody new is signed in. */
  begin(): Promise<Trader>;
  /** A passkey as an enrolment through us leaves it: our row, and the pool's entry. */
  addPasskey(trader: Trader, signCount?: number): Promise<SoftwarePasskey>;
  eventsOf(trader: Trader): Promise<readonly { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }[]>;
  close(): Promise<void>;
}

/** Opens the stand. */
export async function openStepUpStand(): Promise<StepUpStand> {
  const file = await createTestDatabase();
  const pool = new FewLinesPool();
  pool.delayMs = 0;
  const [here, there] = [createSessionStand(file.appUrl, pool), createSessionStand(file.appUrl, pool)];
  const listed: string[] = [];
  const pagesAsked: string[] = [];
  const callCognito: SessionParts["callCognito"] = async (operation, body) => {
    const answer = await pool.call(operation === "ListWebAuthnCredentials" ? "RevokeToken" : operation, body);
    if (operation !== "ListWebAuthnCredentials" || !answer.ok) return answer;
    const { AccessToken, NextToken = "0" } = body as { AccessToken: string; NextToken?: string };
    pagesAsked.push(AccessToken);
    const from = Number(NextToken);
    const Credentials = listed.slice(from, from + 2).map((CredentialId) => ({ CredentialId }));
    return accept<Record<string, unknown>>({ Credentials, ...(listed.length > from + 2 ? { NextToken: String(from + 2) } : {}) });
  };
  const parts: SessionParts = { ...here.parts, callCognito };
  const signIn = async (sub?: string): Promise<Trader> => {
    const tokens = pool.signIn(sub);
    const more = { passkeyId: null, hasEnrolled: false, userAgent: "Chrome/156", network: "203.0.113.7", replaces: null };
    await openSession({ ...tokens, ...more, factors: ["password", "totp"] }, parts);
    const resolved = await resolveTrader(`__Host-hf_at=${tokens.accessToken}`, undefined, parts);
    if (!resolved.ok) throw new Error(`A trader who just signed in is refused: ${resolved.refusal.code}`);
    return resolved.value;
  };
  return {
    ...{ file, parts, otherDatabase: there.database, pool, listed, pagesAsked },
    signIn,
    begin: () => {
      pool.trouble = null;
      listed.length = 0;
      pagesAsked.length = 0;
      return signIn();
    },
    addPasskey: async (trader, signCount = 0) => {
      const passkey = createSoftwarePasskey("localhost");
      await parts.database.asTrader(trader.sub, (tx) =>
        tx.query(
          `INSERT INTO holdfast.passkeys
             (credential_id, sub, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at)
           VALUES ($1, $2, $3, $4, '{internal}', '00000000-0000-0000-0000-000000000000', false, false, to_timestamp($5))`,
          [passkey.credentialId, trader.sub, Buffer.from(passkey.publicKey), signCount, pool.nowSeconds],
        ),
      );
      listed.push(passkey.credentialId);
      return passkey;
    },
    eventsOf: (trader) =>
      parts.database.asTrader(trader.sub, (tx) =>
        tx.query<{ kind: string; detail: Record<string, unknown> }>(
          "SELECT kind, detail FROM holdfast.security_events WHERE session_id = $1 AND kind LIKE 'step_up%' ORDER BY id",
          [trader.sessionId],
        ),
      ),
    close: async () => {
      await Promise.all([here.database.close(), there.database.close()]);
      await file.drop();
    },
  };
}
