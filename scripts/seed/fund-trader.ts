// Gives one trader of a local stack money and a usable destination, as the demo's seed gives the demo trader. Journeys and benches stage
// their own people with it. Reads WORKER_DATABASE_URL, APP_DATABASE_URL and FUNDING (JSON).
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { parseAmount } from "@/lib/money/parse-amount";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { recordDeposit } from "@/lib/use-cases/record-deposit";

const FUNDING = z.object({
  sub: z.string().min(1),
  network: z.string().min(1),
  deposits: z.array(z.object({ asset: z.string(), amount: z.string() })),
  /** Already past its cool-off; null leaves the list as it is. */
  address: z.object({ address: z.string(), label: z.string() }).nullable(),
});
export type Funding = z.infer<typeof FUNDING>;

const environment = z
  .object({
    WORKER_DATABASE_URL: z.string().min(1),
    APP_DATABASE_URL: z.string().min(1),
    FUNDING: z.string().transform((text) => FUNDING.parse(JSON.parse(text))),
  })
  .parse(process.env);

const nowSeconds = Math.floor(Date.now() / 1_000);

async function bookDeposits(worker: Database, { sub, network, deposits }: Funding): Promise<void> {
  const known = await worker.asService((tx) =>
    tx.query<{ asset: string; decimals: number }>("SELECT asset, decimals FROM holdfast.assets WHERE network = $1", [network]),
  );
  for (const { asset, amount } of deposits) {
    const row = known.find((candidate) => candidate.asset === asset);
    const parsed = parseAmount(amount, row?.decimals ?? 0);
    if (row === undefined || !parsed.ok) throw new Error(`There is no ${amount} of ${asset} on ${network}.`);
    const key = `staged-${randomUUID()}`;
    const booked = await recordDeposit(
      { ledger: createPostgresLedgerStore(worker) },
      {
        ...{ trader: sub, asset, network, amountBaseUnits: parsed.value, costUsdUnits: null },
        ...{ reference: key, idempotencyKey: key, occurredAtSeconds: nowSeconds },
      },
      nowSeconds,
    );
    if (!booked.ok) throw new Error(`The ledger refused a deposit: ${booked.refusal}.`);
  }
}

async function listAddress(app: Database, { sub, network, address }: Funding): Promise<string | null> {
  if (address === null) return null;
  const id = randomUUID();
  await app.asTrader(sub, (tx) =>
    tx.query(
      `INSERT INTO holdfast.addresses (id, trader, network, chain_id, address, label, created_at, expires_at, terms_hash)
       SELECT $1, $2, id, chain_id, $4, $5, to_timestamp($6), to_timestamp($6 + 900), $7 FROM holdfast.networks WHERE id = $3`,
      [id, sub, network, address.address, address.label, nowSeconds - 172_800, "A".repeat(43)],
    ),
  );
  await app.asTrader(sub, (tx) =>
    tx.query("UPDATE holdfast.addresses SET confirmed_at = to_timestamp($2), usable_at = to_timestamp($2 + 86400) WHERE id = $1", [
      id,
      nowSeconds - 172_800,
    ]),
  );
  return id;
}

const worker = createDatabase({ url: environment.WORKER_DATABASE_URL, poolSize: 1 });
const app = createDatabase({ url: environment.APP_DATABASE_URL, poolSize: 1 });
try {
  await bookDeposits(worker, environment.FUNDING);
  console.log(JSON.stringify({ addressId: await listAddress(app, environment.FUNDING) }));
} finally {
  await worker.close();
  await app.close();
}
