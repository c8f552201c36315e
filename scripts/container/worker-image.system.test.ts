// The workers' image without an engine: the two bundled programs, run as its user from a folder that the user cannot write to.
import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { packWorker } from "./pack-worker";
import { openImage, type Image } from "./testing/run-image";

const POOL_LIST = {
  networks: [
    {
      ...{ id: "ethereum", chainId: 1, label: "Ethereum", startBlock: 1 },
      ...{ usdAnchors: [`0x${"a".repeat(40)}`], pairs: [`0x${"b".repeat(40)}`] },
    },
  ],
};

let image: Image;
let worker: Record<string, string>;
let indexer: Record<string, string>;
beforeAll(async () => {
  image = await openImage(packWorker);
  const shared = { APP_ORIGIN: "https://app.example.com", CHAIN_RPC_URL: "http://127.0.0.1:9", LIFE_FILE: join(image.writable, "life") };
  worker = {
    ...{ ...shared, DATABASE_URL: "postgres://holdfast_worker:pw@127.0.0.1:9/none", SETTLEMENT_KEY: `0x${"a1".repeat(32)}` },
    ...{ WEBHOOK_KEY: "w".repeat(43), MAIL_SMTP_URL: "smtps://user:pw@127.0.0.1:9", MAIL_FROM: "notices@example.com" },
  };
  const POOL_LIST_FILE = join(image.writable, "pool-list.json");
  writeFileSync(POOL_LIST_FILE, JSON.stringify(POOL_LIST));
  indexer = {
    ...{ ...shared, POOL_LIST_FILE, COGNITO_TOKEN_URL: "https://127.0.0.1:9/oauth2/token", COGNITO_MACHINE_CLIENT_ID: "machine" },
    INDEXER_CLIENT_SECRET: "the-secret-of-the-machine-client",
  };
});
afterAll(() => {
  image.remove();
});

test.each([
  ["worker.mjs", "worker_started", "worker_stopped", () => worker],
  ["indexer.mjs", "indexer_started", "indexer_stopped", () => indexer],
])(
  "%s works as a user that may write nothing but its sign of life, says that it is healthy, and leaves in order",
  async (file, up, down, settings) => {
    const before = image.snapshot();
    const life = join(image.writable, "life");
    const program = image.start(file, settings());
    onTestFinished(() => void program.child.kill("SIGKILL"));
    await program.until(up);
    while (!existsSync(life)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await image.start("healthy.mjs", settings()).ended).toBe(0);
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(program.said()).toContain(down);
    expect(program.said()).not.toMatch(/EACCES|EROFS|EPERM/);
    utimesSync(life, 0, 0);
    expect(await image.start("healthy.mjs", settings()).ended).toBe(1);
    expect(image.snapshot()).toEqual(before);
    expect(readdirSync(image.writable).toSorted()).toEqual(["life", "pool-list.json"]);
  },
);

test("the image holds the programs and nothing else", () => {
  expect(readdirSync(image.folder).toSorted()).toEqual(["healthy.mjs", "indexer.mjs", "worker.mjs"]);
});
