import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { DEMO_DEPOSITS } from "./demo-deposits";
import { listAddresses } from "@/lib/server/addresses/list-addresses";
import { removeAddress } from "@/lib/server/addresses/remove-address";
import { DEMO_DESTINATION, seedDemoAddresses } from "./seed-demo-addresses";
import { seedDemoDeposits } from "./seed-demo-deposits";
import { deploymentSchema, type SeedDeployment, upsertAssets } from "./upsert-assets";
import { DEMO_ASSETS, NETWORK } from "../chain/demo-assets";

const NOW_SECONDS = 1_800_000_000;
const feedAt = (place: number): string => `0x${(place + 1).toString(16).padStart(40, "0")}`;
const deploymentFrom = (place: number): SeedDeployment => ({
  networks: [NETWORK],
  assets: DEMO_ASSETS.map(({ asset, name, decimals }, index) => ({
    ...{ asset, network: NETWORK.id, name, decimals, contract: null },
    ...{ feed: feedAt(place + index), feedDecimals: 8 },
  })),
});

let file: TestDatabase;
let worker: Database;
let app: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  worker = createDatabase({ url: file.workerUrl, poolSize: 1 });
  app = createDatabase({ url: file.appUrl, poolSize: 1 });
});
afterAll(async () => {
  await Promise.all([worker.close(), app.close()]);
  await file.drop();
});

test("the demo trader is funded once, however often and late the seed runs, and after a chain was made anew", async () => {
  await upsertAssets(worker, deploymentFrom(0));
  expect(await seedDemoDeposits(worker, deploymentFrom(0), "ana", NOW_SECONDS)).toBe(DEMO_DEPOSITS.length);
  await upsertAssets(worker, deploymentFrom(50));
  expect(await seedDemoDeposits(worker, deploymentFrom(50), "ana", NOW_SECONDS + 90_000)).toBe(0);
  const feeds = await worker.asService((tx) => tx.query<{ feed: string }>("SELECT feed FROM holdfast.assets WHERE asset = 'ETH'"));
  expect(feeds).toEqual([{ feed: feedAt(50) }]);
  const owned = await worker.asService((tx) =>
    tx.query("SELECT asset, balance::text FROM holdfast.accounts WHERE trader = 'ana' ORDER BY asset"),
  );
  expect(owned).toEqual([
    { asset: "ETH", balance: "2000000000000000000" },
    { asset: "LINK", balance: "120000000000000000000" },
    { asset: "USDC", balance: "12500500000" },
    { asset: "WBTC", balance: "35000000" },
  ]);
  expect(await worker.asService((tx) => tx.query("SELECT * FROM holdfast.ledger_faults"))).toEqual([]);
});

test("a network is told what market stands on it, and loses that with a deployment that has none", async () => {
  const [wrappedCoin, router] = ["0xAbc0000000000000000000000000000000000001", "0xAbc0000000000000000000000000000000000002"];
  const known = (): Promise<unknown[]> =>
    worker.asService((tx) => tx.query("SELECT is_simulated, wrapped_coin, router FROM holdfast.networks WHERE id = $1", [NETWORK.id]));
  const networks = [{ ...NETWORK, isSimulated: true, wrappedCoin, router }];
  await upsertAssets(worker, deploymentSchema.parse({ networks, assets: [] }));
  expect(await known()).toEqual([{ is_simulated: true, wrapped_coin: wrappedCoin.toLowerCase(), router: router.toLowerCase() }]);
  await upsertAssets(worker, deploymentFrom(0));
  expect(await known()).toEqual([{ is_simulated: false, wrapped_coin: null, router: null }]);
});

test("a seed that was cut short is finished by the next, with the times of the first", async () => {
  await upsertAssets(worker, deploymentFrom(0));
  const withoutLink = { ...deploymentFrom(0), assets: deploymentFrom(0).assets.filter(({ asset }) => asset !== "LINK") };
  await expect(seedDemoDeposits(worker, withoutLink, "bob", NOW_SECONDS)).rejects.toThrow("no LINK");
  expect(await seedDemoDeposits(worker, deploymentFrom(0), "bob", NOW_SECONDS + 500)).toBe(2);
  const [newest] = await worker.asService((tx) =>
    tx.query<{ at: Date }>("SELECT max(occurred_at) AS at FROM holdfast.transfers WHERE trader = 'bob'"),
  );
  expect(newest?.at.getTime()).toBe((NOW_SECONDS - (DEMO_DEPOSITS.at(-1)?.secondsBefore ?? 0)) * 1_000);
});

test("an asset that comes back with other decimals, or a network with another chain id, stops the seed", async () => {
  const { networks, assets } = deploymentFrom(0);
  await upsertAssets(worker, { networks, assets });
  await expect(upsertAssets(worker, { networks, assets: assets.map((asset) => ({ ...asset, decimals: 9 })) })).rejects.toThrow(
    "other decimals",
  );
  await expect(upsertAssets(worker, { networks: [{ ...NETWORK, chainId: 1 }], assets: [] })).rejects.toThrow("another chain id");
});

test("the demo trader has one usable address per network, however often the seed runs, and none again after removing it", async () => {
  await upsertAssets(worker, deploymentFrom(0));
  // A network of which only the market is known has nothing to withdraw.
  await upsertAssets(worker, { networks: [{ id: "base-local", chainId: 31_339, label: "Base (local chain)" }], assets: [] });
  const parts = { database: app, clock: { nowSeconds: () => NOW_SECONDS } };
  expect(await seedDemoAddresses(app, "ana", NOW_SECONDS)).toBe(1);
  expect(await seedDemoAddresses(app, "ana", NOW_SECONDS + 90_000)).toBe(0);
  const { addresses } = await listAddresses({ sub: "ana" }, parts);
  expect(addresses).toMatchObject([
    { network: NETWORK.id, address: DEMO_DESTINATION, label: "Demo wallet", state: "usable", looksLike: null },
  ]);
  const [stored] = await app.asTrader("ana", (tx) => tx.query<{ hash: string }>("SELECT terms_hash AS hash FROM holdfast.addresses"));
  expect(stored?.hash).toBe(addresses[0]?.termsHash);
  await removeAddress({ sub: "ana" }, addresses[0]?.id ?? "", parts);
  expect(await seedDemoAddresses(app, "ana", NOW_SECONDS)).toBe(0);
  expect(await listAddresses({ sub: "ana" }, parts)).toEqual({ addresses: [] });
});
