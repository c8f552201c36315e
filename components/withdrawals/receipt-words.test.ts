import { expect, test } from "vitest";
import type { PasskeyApproval, PasswordApproval } from "@/lib/contracts/receipt";
import { proofText, receiptFileName, verifyCommand } from "./receipt-words";

const byPasskey = { proof: "passkey", keyFingerprint: "SHA256:abc" } as PasskeyApproval;
const byPassword = { proof: "password_totp" } as PasswordApproval;

test("the command names the key that signed, and none where none did", () => {
  expect(verifyCommand({ approval: byPasskey }, "a.json")).toBe("npm run verify-receipt -- a.json --key SHA256:abc");
  expect(verifyCommand({ approval: byPassword }, "a.json")).toBe("npm run verify-receipt -- a.json");
});

test("a receipt by password and code says plainly that nobody signed it", () => {
  expect(proofText("password_totp").provesNot).toMatch(/does not prove.*nothing here was signed/);
  expect(proofText("passkey").proves).toContain("signed the hash of exactly these terms");
});

test("a file name holds nothing that a shell would read", () => {
  expect(receiptFileName("0199-ab")).toBe("holdfast-withdrawal-0199-ab.json");
  expect(receiptFileName("../$(x) y")).toBe("holdfast-withdrawal-xy.json");
});
