import { expect, it } from "vitest";
import { termsOfRow, termsTime } from "./terms-of-row";

it("writes every column into its field, amounts as they are and times to the second", () => {
  const row = {
    ...{ id: "w", trader: "ana", network: "testnet", chain_id: 31_337n, asset: "USDC", asset_contract: "0xC0", decimals: 6 },
    ...{ amount: "115792089237316195423570985008687907853269984665640564039457", fee: "0", fee_asset: "USDC", destination: "0xD0" },
    ...{ memo: null, created_at: new Date("2026-11-24T00:15:17.000Z"), expires_at: new Date("2026-11-24T00:30:17.000Z") },
  };
  expect(termsOfRow(row)).toEqual({
    ...{ version: 1, withdrawalId: "w", trader: "ana", network: "testnet", chainId: 31_337, asset: "USDC", assetContract: "0xC0" },
    ...{ decimals: 6, amount: "115792089237316195423570985008687907853269984665640564039457", fee: "0", feeAsset: "USDC" },
    ...{ destination: "0xD0", memo: null, createdAt: "2026-11-24T00:15:17Z", expiresAt: "2026-11-24T00:30:17Z" },
  });
  expect(termsTime(new Date("2030-01-01T00:00:00.999Z"))).toBe("2030-01-01T00:00:00Z");
});
