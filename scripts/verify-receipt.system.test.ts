// The command as people type it, through npm, in processes of its own and with settings of nobody.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PasskeyApproval } from "@/lib/contracts/receipt";
import { writeReceipt } from "@/lib/receipt/write-receipt";
import { passwordApproval, termsOf, unsealedReceipt } from "@/lib/testing/receipt-builder";

const folder = mkdtempSync(path.join(tmpdir(), "holdfast-receipts-"));
const file = path.join(folder, "receipt.json");
let text: string;
let key: string;
beforeAll(async () => {
  const unsealed = await unsealedReceipt();
  text = writeReceipt(unsealed);
  key = (unsealed.approval as PasskeyApproval).keyFingerprint;
  writeFileSync(file, text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { PATH = "" } = process.env;
async function npmRun(...typed: readonly string[]): Promise<{ readonly code: number | null; readonly shown: string }> {
  const env = { PATH, HOME: folder, NODE_ENV: "production" } as const;
  const child = spawn("npm", ["run", "verify-receipt", ...typed], { env, stdio: ["ignore", "pipe", "pipe"] });
  let shown = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (shown += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, shown })));
}

describe("npm run verify-receipt", () => {
  it("takes --key as it is documented, and behind two dashes", async () => {
    expect(await npmRun(file, "--key", key)).toMatchObject({ code: 0, shown: expect.stringContaining("Verified") as string });
    expect(await npmRun("--", file, "--key", key)).toMatchObject({ code: 0 });
  });

  it("names an unknown signer, and says when none was compared", async () => {
    const stranger = `SHA256:${"A".repeat(43)}`;
    expect(await npmRun(file, "--key", stranger)).toMatchObject({ code: 1, shown: expect.stringContaining("unknown signer") as string });
    expect(await npmRun(file)).toMatchObject({ code: 2, shown: expect.stringContaining("not compared") as string });
  });

  it("fails for a changed file, and for one that is no text or not there", async () => {
    const changed = path.join(folder, "changed.json");
    writeFileSync(changed, text.replace('"125500000"', '"125500001"'));
    expect(await npmRun(changed, "--key", key)).toMatchObject({ code: 1, shown: expect.stringContaining("Fails") as string });
    writeFileSync(changed, Buffer.from([0xff, 0xfe]));
    expect(await npmRun(changed, "--key", key)).toMatchObject({ code: 1 });
    expect(await npmRun(path.join(folder, "nothing.json"))).toMatchObject({ code: 1 });
  });

  it("says what a receipt by password and code proves and what it does not", async () => {
    const other = path.join(folder, "password.json");
    writeFileSync(other, writeReceipt(await unsealedReceipt(termsOf(), passwordApproval())));
    expect(await npmRun(other)).toMatchObject({ code: 2, shown: expect.stringContaining("only the service's word") as string });
  });
});
