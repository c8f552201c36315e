// Gives the demo trader money the way real money comes: through the verb that books deposits. A second run books nothing.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { parseAmount } from "@/lib/money/parse-amount";
import type { Database } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { recordDeposit } from "@/lib/use-cases/record-deposit";
import { DEMO_DEPOSITS, type DemoDeposit } from "./demo-deposits";
import type { SeedDeployment } from "./upsert-assets";

/** Books DEMO_DEPOSITS for `sub` as holdfast_worker and answers how many were new. Throws when one of them is refused. */
export async function seedDemoDeposits(worker: Database, deployment: SeedDeployment, sub: string, nowSeconds: number): Promise<number> {
  const firstSeededAtSeconds = (await findFirstSeeding(worker, sub)) ?? nowSeconds;
  let booked = 0;
  for (const demo of DEMO_DEPOSITS) {
    const asset = deployment.assets.find((candidate) => candidate.asset === demo.asset);
    if (asset === undefined) throw new Error(`The demo chain has no ${demo.asset}.`);
    const result = await recordDeposit(
      { ledger: createPostgresLedgerStore(worker) },
      {
        trader: sub,
        asset: asset.asset,
        network: asset.network,
        amountBaseUnits: units(demo, demo.amount, asset.decimals),
        costUsdUnits: units(demo, demo.cost, USD_DECIMALS),
        reference: demo.key,
        idempotencyKey: demo.key,
        occurredAtSeconds: firstSeededAtSeconds - demo.secondsBefore,
      },
      nowSeconds,
    );
    if (!result.ok) throw new Error(`The ledger refused ${demo.key}: ${result.refusal}.`);
    if (!result.value.isReplay) booked += 1;
  }
  return booked;
}

/** When this trader was first seeded, told by any deposit that is already there; the same deposits then have the same times again. */
async function findFirstSeeding(worker: Database, sub: string): Promise<number | null> {
  for (const demo of DEMO_DEPOSITS) {
    const [known] = await worker.asTrader(sub, (tx) =>
      tx.query<{ occurred_at: Date }>("SELECT occurred_at FROM holdfast.transfers WHERE trader = $1 AND idempotency_key = $2", [
        sub,
        demo.key,
      ]),
    );
    if (known !== undefined) return known.occurred_at.getTime() / 1_000 + demo.secondsBefore;
  }
  return null;
}

function units(demo: DemoDeposit, text: string, decimals: number): bigint {
  const parsed = parseAmount(text, decimals);
  if (!parsed.ok) throw new Error(`${demo.key} has an amount that is none: ${parsed.refusal}.`);
  return parsed.value;
}
