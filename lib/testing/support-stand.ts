// A support desk on a test database: operators with sessions and passkeys that really sign, traders with addresses and sessions, and all four roles.
import { createHmac, randomUUID } from "node:crypto";
import { accept } from "@/lib/ground/result";
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import type { DeskParts } from "@/lib/server/operators/desk-parts";
import type { SignedInOperator } from "@/lib/server/operators/operator";
import { operatorHandle } from "@/lib/server/operators/operator-handle";
import { proveOperatorGrant } from "@/lib/server/operators/prove-operator-grant";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { rememberAddress } from "@/lib/server/session/known-addresses";
import { createTestDatabase, type TestDatabase } from "./create-test-database";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey";

export const DESK_ORIGIN = "http://localhost:3000";
const TRADER_LIMITS = { sessionAbsoluteSeconds: 43_200, sessionIdleSeconds: 1_800 };

/** Somebody at the desk. */
export interface DeskPerson {
  readonly operator: SignedInOperator;
  readonly passkey: SoftwarePasskey;
}

/** Somebody who may call the desk. */
export interface CallingTrader {
  readonly sub: string;
  readonly email: string;
  readonly sessionId: string;
}

/** What the verbs of the desk are given; see the desk's own parts. */
type StandParts = Pick<DeskParts, "settings" | "clock" | "database"> & {
  readonly traders: Database;
  readonly traderLimits: typeof TRADER_LIMITS;
  readonly accountKey: (email: string) => Uint8Array;
};

export interface SupportStand {
  readonly file: TestDatabase;
  readonly parts: StandParts;
  readonly worker: Database;
  /** Move it to let time pass. It begins at the machine's own time, because the desk's database refuses to date back. */
  readonly time: { nowSeconds: number };
  /** A new operator, whose passkey counts unless told otherwise. */
  person(options?: { readonly hasPasskey?: boolean }): Promise<DeskPerson>;
  /** A new trader with one living session and one known address. */
  trader(): Promise<CallingTrader>;
  /** Has the operator's passkey sign an open grant; answers the grant's id. */
  prove(person: DeskPerson, grant: OperatorGrantDto): Promise<string>;
  /** In the product's role, as this trader. */
  asTrader<T>(trader: CallingTrader, work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the stand. */
export async function openSupportStand(): Promise<SupportStand> {
  const file = await createTestDatabase();
  const time = { nowSeconds: Math.floor(Date.now() / 1_000) };
  const clock = { nowSeconds: () => time.nowSeconds };
  const [database, traders, worker] = [file.opsUrl, file.appUrl, file.workerUrl].map((url) => createDatabase({ url, poolSize: 8 })) as [
    Database,
    Database,
    Database,
  ];
  const listed: string[] = [];
  const settings = { appOrigin: DESK_ORIGIN, relyingPartyId: "localhost" } as DeskParts["settings"];
  const callCognito: DeskParts["callCognito"] = () =>
    Promise.resolve(accept<Record<string, unknown>>({ Credentials: listed.map((CredentialId) => ({ CredentialId })) }));
  const parts: StandParts = {
    ...{ settings, clock, database, traders, traderLimits: TRADER_LIMITS },
    accountKey: (email) => createHmac("sha256", "test").update(email).digest(),
  };
  const asTrader = <T>({ sub }: CallingTrader, work: (tx: Transaction) => Promise<T>): Promise<T> => traders.asTrader(sub, work);
  return {
    ...{ file, parts, worker, time, asTrader },
    person: async ({ hasPasskey = true } = {}) => {
      const passkey = createSoftwarePasskey("localhost");
      const operator = operatorOf(randomUUID(), hasPasskey, time.nowSeconds);
      await database.asService((tx) => insertOperator(tx, operator, hasPasskey ? passkey : null, time.nowSeconds));
      listed.push(passkey.credentialId);
      return { operator, passkey };
    },
    trader: async () => {
      const [sub, sessionId] = [randomUUID(), randomUUID()];
      const trader = { sub, sessionId, email: `${sub.slice(0, 8)}@holdfast.test` };
      await asTrader(trader, async (tx) => {
        await rememberAddress(tx, { sub, email: trader.email, username: sub }, time.nowSeconds);
        await insertSession(tx, trader, time.nowSeconds);
      });
      return trader;
    },
    prove: async ({ operator, passkey }, { grantId, passkey: options }) => {
      const credential = passkey.sign(options.challenge, DESK_ORIGIN);
      const proof = { ...credential, response: { ...credential.response, userHandle: null } };
      await proveOperatorGrant(operator, grantId, proof, { ...parts, callCognito } as unknown as DeskParts);
      return grantId;
    },
    close: async () => {
      await Promise.all([database.close(), traders.close(), worker.close()]);
      await file.drop();
    },
  };
}

const operatorOf = (sub: string, hasPasskey: boolean, nowSeconds: number): SignedInOperator =>
  ({
    ...{ sub, sessionId: randomUUID(), handle: operatorHandle(sub), authTimeSeconds: nowSeconds, hasPasskey },
    ...{ email: `${sub.slice(0, 8)}@desk.test`, originJti: randomUUID(), accessToken: "none" },
  }) as SignedInOperator;

async function insertOperator(
  tx: Transaction,
  operator: SignedInOperator,
  passkey: SoftwarePasskey | null,
  nowSeconds: number,
): Promise<void> {
  await tx.query("SELECT set_config('holdfast.operator', $1, true)", [operator.sub]);
  await tx.query(
    `INSERT INTO holdfast.operator_sessions (id, origin_jti, sub, email, factors, auth_time, created_at, last_seen_at, device, network)
     VALUES ($1, $2, $3, $4, '{passkey}', to_timestamp($5), to_timestamp($5), to_timestamp($5), 'test', 'test')`,
    [operator.sessionId, operator.originJti, operator.sub, operator.email, nowSeconds],
  );
  if (passkey === null) return;
  await tx.query(
    `INSERT INTO holdfast.operator_passkeys
       (credential_id, sub, name, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at, counts_from)
     VALUES ($1, $2, 'Key', $3, 0, '{internal}', '00000000-0000-0000-0000-000000000000', false, false, to_timestamp($4), to_timestamp($5))`,
    [passkey.credentialId, operator.sub, Buffer.from(passkey.publicKey), nowSeconds - 172_800, nowSeconds - 86_400],
  );
}

/** A living session of the trader in the registry. */
export async function insertSession(tx: Transaction, { sub, sessionId, email }: CallingTrader, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
     VALUES ($1, $1, $2, $3, $2, '{passkey}', to_timestamp($4), to_timestamp($4), to_timestamp($4), 'Firefox on Linux', '203.0.113.0')`,
    [sessionId, sub, email, nowSeconds],
  );
}
