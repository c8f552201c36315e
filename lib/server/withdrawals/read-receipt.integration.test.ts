// Receipts of withdrawals that a real chain has settled, judged by the very program that a stranger would use.
import { getAddress } from "viem";
import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyReceipt } from "@/lib/receipt/verify-receipt";
import { codeOf } from "@/lib/testing/refusal-code";
import { newAddress, openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { readReceipt, readReceiptFile } from "./read-receipt";
import { readWithdrawal } from "./read-withdrawal";

let stage: SettlementStage;
beforeAll(async () => {
  stage = await openSettlementStage();
}, 60_000);
afterAll(() => stage.close());

const parts = () => ({ database: stage.app, clock: stage.ports.clock });

// The list writes every address with its checksum, and a receipt takes no other spelling.
const checked = () => ({ destination: getAddress(newAddress()) });

it("of a passkey's approval verifies by its key and by no other, and fails on another amount", async () => {
  const { id, trader } = await stage.approve(checked());
  expect(await codeOf(readReceiptFile({ sub: trader }, id, parts()))).toBe("not_found");
  await stage.finish([id]);
  const file = await readReceiptFile({ sub: trader }, id, parts());
  const receipt = await readReceipt({ sub: trader }, id, parts());
  if (receipt.approval.proof !== "passkey") throw new Error("The stage approves by passkey.");
  const { keyFingerprint } = receipt.approval;
  const verification = await verifyReceipt(file, keyFingerprint);
  expect(verification.lines.filter(({ ok }) => ok === false)).toEqual([]);
  expect(verification.verdict).toBe("verified");
  expect((await verifyReceipt(file, `SHA256:${"A".repeat(43)}`)).verdict).toBe("fails");
  const changed = file.replace(`"amount":"${receipt.terms.amount}"`, '"amount":"1"');
  expect(changed).not.toBe(file);
  expect((await verifyReceipt(changed, keyFingerprint)).verdict).toBe("fails");
  const dto = await readWithdrawal({ sub: trader }, id, parts());
  expect(dto).toMatchObject({ state: "settled", hasReceipt: true, canCancel: false, waits: null, txHash: receipt.settlement.txHash });
  expect(dto.confirmations?.seen).toBe(receipt.settlement.confirmations);
});

it("of password and code says what it cannot prove", async () => {
  const { id, trader } = await stage.approve({ ...checked(), proof: "password_totp" });
  await stage.finish([id]);
  const file = await readReceiptFile({ sub: trader }, id, parts());
  expect((await verifyReceipt(file)).verdict).toBe("approval_not_provable");
  expect(Object.keys((await readReceipt({ sub: trader }, id, parts())).approval).sort()).toEqual([
    ...["approvedAt", "grantId", "grantNonce", "proof"],
  ]);
});

it("is nobody else's to read", async () => {
  const [{ id, trader }, other] = [await stage.approve(checked()), await stage.approve(checked())];
  await stage.finish([id]);
  expect(await codeOf(readReceiptFile({ sub: trader }, id, parts()))).toBe("done");
  expect(await codeOf(readReceiptFile({ sub: other.trader }, id, parts()))).toBe("not_found");
  expect(await codeOf(readReceiptFile({ sub: trader }, "x", parts()))).toBe("not_found");
});
