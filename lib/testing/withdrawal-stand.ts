// Two processes over one database, and people with money, sessions, a usable address and a passkey, for tests of the allowlist and of
// withdrawals. Grants are written as step-up writes them, already proven; what opens and proves them has tests of its own.
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { termsHash } from "@/lib/approval/terms-hash";
import { depositPostings } from "@/lib/ledger/transfer";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import type { Trader } from "@/lib/server/session/trader";
import type { Proof, Purpose } from "@/lib/policy/purpose";
import { createTestDatabase } from "./create-test-database";
import { seedAssets } from "./seed-assets";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey";
import { forgeSettings } from "./token-forge";

export const START_SECONDS = 1_800_000_000;
export const STAND_ORIGIN = "http://localhost:3000";

/** One process: its own pool, and the clock that all share. */
export interface StandProcess {
  readonly database: Database;
  readonly clock: { nowSeconds(): number };
}

/** Somebody with two sessions. */
export interface Person {
  readonly trader: Trader;
  readonly elsewhere: Trader;
  readonly passkey: SoftwarePasskey;
  readonly addressId: string;
  readonly destination: string;
}

export interface WithdrawalStand {
  readonly here: StandProcess;
  readonly there: StandProcess;
  readonly worker: Database;
  /** Move it to let time pass. */
  readonly time: { nowSeconds: number };
  /** Somebody new; `usdc` and `eth` in base units. Their address is usable unless `usableAtSeconds` is later than now. */
  person(money?: { readonly usdc?: bigint; readonly eth?: bigint }): Promise<Person>;
  /** A listed address of a person. */
  listAddress(person: Trader, address: string, changes?: { readonly usableAtSeconds?: number; readonly network?: string }): Promise<string>;
  /** A proven grant of `trader`'s session; `terms` as they were shown. */
  grant(person: Person, act: StandAct, proof?: Proof, trader?: Trader): Promise<string>;
  /** Runs one statement as superuser with every trigger and foreign key asleep, as whoever owns the machine could. */
  tamper(sql: string, params: readonly unknown[]): Promise<void>;
  balance(person: Person, kind: "available" | "held", asset: string): Promise<bigint>;
  /** Everything that would be wrong with the books. */
  faults(): Promise<unknown[]>;
  /** Of the role that owns the tables, for what not even it may do. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export interface StandAct {
  readonly purpose: Purpose;
  readonly subjectId: string;
  readonly terms: object;
}

/** An address that nobody has, with its checksum not applied. */
export const newDestination = (): string => `0x${randomBytes(20).toString("hex")}`;

/** Opens a stand with a database of its own. Its network is "testnet" with ETH, USDC and XYZ, which policy does not know. */
export async function openWithdrawalStand(): Promise<WithdrawalStand> {
  const file = await createTestDatabase();
  const time = { nowSeconds: START_SECONDS };
  const clock = { nowSeconds: () => time.nowSeconds };
  const process = (): StandProcess => ({ database: createDatabase({ url: file.appUrl, poolSize: 10 }), clock });
  const [here, there] = [process(), process()];
  const worker = createDatabase({ url: file.workerUrl, poolSize: 4 });
  await seedAssets(worker);
  const superuser = new pg.Pool({ connectionString: superuserAt(file.appUrl), max: 1 });
  return {
    ...{ here, there, worker, time, ownerUrl: file.ownerUrl },
    person: async (money = {}) => {
      const sub = randomUUID();
      for (const [asset, amountBaseUnits] of [
        ["USDC", money.usdc ?? 0n],
        ["ETH", money.eth ?? 0n],
      ] as const)
        if (amountBaseUnits > 0n) await deposit(worker, sub, asset, amountBaseUnits, time.nowSeconds);
      const openOne = (): Promise<Trader> => here.database.asTrader(sub, (tx) => openSession(tx, sub, time.nowSeconds));
      const [trader, elsewhere] = [await openOne(), await openOne()];
      const destination = "0x52908400098527886E0F7030069857D2E4169EE7";
      const addressId = await insertListed(here.database, sub, destination, { network: "testnet", usableAtSeconds: time.nowSeconds });
      return { trader, elsewhere, passkey: createSoftwarePasskey("localhost"), addressId, destination };
    },
    listAddress: (trader, address, changes = {}) =>
      insertListed(here.database, trader.sub, address, { network: "testnet", usableAtSeconds: time.nowSeconds, ...changes }),
    grant: ({ trader, passkey }, act, proof = "passkey", asker = trader) =>
      here.database.asTrader(trader.sub, (tx) => insertProven(tx, asker, passkey, act, proof, time.nowSeconds)),
    tamper: async (sql, params) => {
      const client = await superuser.connect();
      try {
        await client.query("SET session_replication_role = replica");
        const { rowCount } = await client.query(sql, [...params]);
        if (rowCount !== 1) throw new Error(`Tampering changed ${String(rowCount)} rows instead of one.`);
      } finally {
        await client.query("RESET session_replication_role");
        client.release();
      }
    },
    balance: async ({ trader }, kind, asset) => {
      const [row] = await here.database.asTrader(trader.sub, (tx) =>
        tx.query<{ balance: string }>("SELECT balance::text FROM holdfast.accounts WHERE kind = $1 AND asset = $2", [kind, asset]),
      );
      return BigInt(row?.balance ?? "0");
    },
    faults: () => worker.asService((tx) => tx.query("SELECT * FROM holdfast.ledger_faults")),
    close: async () => {
      await Promise.all([here.database.close(), there.database.close(), worker.close(), superuser.end()]);
      await file.drop();
    },
  };
}

function superuserAt(appUrl: string): string {
  const url = new URL(inject("holdfastPostgres").superuserUrl);
  url.pathname = new URL(appUrl).pathname;
  return url.href;
}

async function deposit(worker: Database, trader: string, asset: string, amountBaseUnits: bigint, nowSeconds: number): Promise<void> {
  const texts = { reference: "0x1", idempotencyKey: `deposit-${asset}` };
  const postings = depositPostings({ trader, asset, network: "testnet", amountBaseUnits });
  const booked = await createPostgresLedgerStore(worker).post(
    { kind: "deposit", trader, ...texts, occurredAtSeconds: nowSeconds, costUsdUnits: null, postings },
    nowSeconds,
  );
  if (!booked.ok) throw new Error(`The ledger refused the deposit of a test: ${booked.refusal}.`);
}

async function openSession(tx: Transaction, sub: string, nowSeconds: number): Promise<Trader> {
  const [id, originJti] = [randomUUID(), randomUUID()];
  await tx.query(
    `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
     VALUES ($1, $2, $3, 'ana@example.test', $3, ARRAY['passkey'], to_timestamp($4), to_timestamp($4), to_timestamp($4), 'test', '127.0.0.0/24')`,
    [id, originJti, sub, nowSeconds],
  );
  return {
    ...{ sub, email: "ana@example.test", sessionId: id, originJti, factors: ["passkey"], readOnlyReason: null, hasMoved: false },
    ...{
      authTimeSeconds: nowSeconds,
      createdAtSeconds: nowSeconds,
      expiresAtSeconds: nowSeconds + 43_200,
      idleEndsAtSeconds: nowSeconds + 1_800,
      accessToken: "none",
    },
    claims: { sub, originJti, clientId: forgeSettings.pool.clientId } as unknown as Trader["claims"],
  };
}

async function insertListed(
  app: Database,
  sub: string,
  address: string,
  { network, usableAtSeconds }: { readonly network: string; readonly usableAtSeconds: number },
): Promise<string> {
  const id = randomUUID();
  await app.asTrader(sub, async (tx) => {
    await tx.query(
      `INSERT INTO holdfast.addresses (id, trader, network, chain_id, address, label, created_at, expires_at, terms_hash)
       VALUES ($1, $2, $3, 31337, $4, 'Cold storage', to_timestamp($5), to_timestamp($5 + 900), $6)`,
      [id, sub, network, address, usableAtSeconds - 86_400, termsHash({ id })],
    );
    await tx.query("UPDATE holdfast.addresses SET confirmed_at = to_timestamp($2 - 86400), usable_at = to_timestamp($2) WHERE id = $1", [
      id,
      usableAtSeconds,
    ]);
  });
  return id;
}

async function insertProven(
  tx: Transaction,
  asker: Trader,
  passkey: SoftwarePasskey,
  { purpose, subjectId, terms }: StandAct,
  proof: Proof,
  nowSeconds: number,
): Promise<string> {
  const [id, nonce, hash] = [randomUUID(), randomBytes(32), termsHash(terms)];
  await tx.query(
    `INSERT INTO holdfast.step_up_grants (id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ARRAY['passkey', 'password_totp'], to_timestamp($9), to_timestamp($9 + 300))`,
    [id, asker.sub, asker.sessionId, purpose, subjectId, canonicalJson(terms), hash, nonce, nowSeconds],
  );
  const { response } = passkey.sign(stepUpChallenge(nonce, hash), STAND_ORIGIN);
  const signed = [response.clientDataJSON, response.authenticatorData, response.signature].map((text) => Buffer.from(text, "base64url"));
  const evidence = proof === "passkey" ? [passkey.credentialId, Buffer.from(passkey.publicKey), ...signed] : [null, null, null, null, null];
  await tx.query(
    `UPDATE holdfast.step_up_grants
        SET proof = $2, proven_at = to_timestamp($3), proof_ends_at = to_timestamp($3 + 120), credential_id = $4, public_key = $5,
            client_data_json = $6, authenticator_data = $7, signature = $8
      WHERE id = $1`,
    [id, proof, nowSeconds, ...evidence],
  );
  return id;
}
