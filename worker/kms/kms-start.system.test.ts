import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { type FakeKms, startFakeKms } from "@/lib/testing/fake-kms";

let kms: FakeKms;
beforeAll(async () => {
  kms = await startFakeKms();
});
beforeEach(() => {
  kms.health = "up";
  kms.keySpec = "ECC_SECG_P256K1";
});
afterAll(() => kms.close());

/** A worker in production form with the key in KMS. Its database is nowhere, which a start survives. */
function startWorker(address: string) {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "worker/main.ts"], {
    env: {
      ...{ PATH: process.env["PATH"], NODE_ENV: "production", HOLDFAST_PARENT_PID: String(process.pid) },
      ...{ AWS_ENDPOINT_URL_KMS: kms.url, AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" },
      ...{ SETTLEMENT_KMS_KEY_ID: "alias/holdfast-settlement", SETTLEMENT_ADDRESS: address },
      ...{ APP_ORIGIN: "https://app.example.com", DATABASE_URL: "postgres://holdfast_worker:pw@127.0.0.1:9/none" },
      ...{ CHAIN_RPC_URL: "http://127.0.0.1:9", WEBHOOK_KEY: "w".repeat(43) },
      ...{ MAIL_SMTP_URL: "smtps://user:pw@127.0.0.1:9", MAIL_FROM: "notices@example.com" },
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  return { child, said: () => said.join("") };
}

test("a worker starts with the key of KMS that is the paying account's", async () => {
  const { child, said } = startWorker(kms.address.toLowerCase());
  while (!said().includes("worker_started") && child.exitCode === null) await once(child.stdout, "data");
  expect(said()).toContain(kms.address);
});

test.each<[string, () => string, RegExp]>([
  [
    "of another account",
    () => `0x${"b2".repeat(20)}`,
    /^The settlement key pays from 0x[0-9a-fA-F]{40}, which is not SETTLEMENT_ADDRESS\.$/m,
  ],
  [
    "of another kind",
    () => {
      kms.keySpec = "RSA_2048";
      return kms.address;
    },
    /^SETTLEMENT_KMS_KEY_ID cannot pay: The key is RSA_2048 for SIGN_VERIFY/m,
  ],
  [
    "that nobody shows",
    () => {
      kms.health = "down";
      return kms.address;
    },
    /^SETTLEMENT_KMS_KEY_ID: the key service did not answer/m,
  ],
])("a worker refuses to start with a key %s, in one sentence", async (_, addressOf, sentence) => {
  const { child, said } = startWorker(addressOf());
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(1);
  expect(said()).toMatch(sentence);
  expect(said()).not.toContain("worker_started");
});
