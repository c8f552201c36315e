// The worker's judgements as tables: what is decided, given what is known.
import { BaseError, HttpRequestError, RpcRequestError } from "viem";
import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/settings/secret";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { backOffSeconds } from "./back-off";
import type { Payment, Receipt } from "./chain";
import { feesAt, gasLimitFor } from "./fees";
import { judgeFunds } from "./judge-funds";
import { judgeEnding, judgePlace, NOWHERE } from "./judge-inclusion";
import { createKeySigner } from "./key-signer";
import { judgeRefusal, judgeSending, saidByNode } from "./node-refusal";
import { callOfPayment, paymentOfTerms, readSignedPayment } from "./payment";

const TOKEN = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const TO = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const SENDER = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";
const ofToken: Payment = { to: TO, contract: TOKEN, amountBaseUnits: 100n };
const ofCoin: Payment = { to: TO, contract: null, amountBaseUnits: 100n };
const lower = (text: string): `0x${string}` => text.toLowerCase() as `0x${string}`;

describe("fees", () => {
  it("leave room for a base fee ten times as high, and 200 gwei at least", () => {
    expect(feesAt(0n)).toEqual({ maxFeePerGas: 202_000_000_000n, maxPriorityFeePerGas: 2_000_000_000n });
    expect(feesAt(20_000_000_000n).maxFeePerGas).toBe(202_000_000_000n);
    expect(feesAt(20_000_000_001n).maxFeePerGas).toBe(202_000_000_010n);
    expect(gasLimitFor(21_000n)).toBe(31_500n);
  });
});

describe("a failed attempt waits", () => {
  it.each([
    [0, 1],
    [1, 2],
    [3, 8],
    [4, 10],
    [1_000_000, 10],
  ])("after %i attempts %i seconds", (attempts, seconds) => {
    expect(backOffSeconds(attempts)).toBe(seconds);
  });
});

describe("funds", () => {
  const inFlight = [{ ...ofToken, amountBaseUnits: 50n, coinCostMax: 10n }];
  it.each<[string, Payment, bigint, bigint, "enough" | "short"]>([
    ["a token to the unit", ofToken, 150n, 15n, "enough"],
    ["a token one unit short, counting what is in flight", ofToken, 149n, 15n, "short"],
    ["a token with one wei too little for gas", ofToken, 150n, 14n, "short"],
    ["coin to the wei", ofCoin, 115n, 115n, "enough"],
    ["coin one wei short", ofCoin, 114n, 114n, "short"],
  ])("%s", (_name, payment, assetBalance, coinBalance, verdict) => {
    expect(judgeFunds(payment, 5n, { assetBalance, coinBalance, inFlight })).toBe(verdict);
  });

  it("are not lessened by another token in flight, and are by the same one in another spelling", () => {
    const other = [{ ...ofToken, contract: TO, amountBaseUnits: 50n, coinCostMax: 0n } as const];
    const same = [{ ...ofToken, contract: lower(TOKEN), amountBaseUnits: 50n, coinCostMax: 0n }];
    expect(judgeFunds(ofToken, 0n, { assetBalance: 100n, coinBalance: 0n, inFlight: other })).toBe("enough");
    expect(judgeFunds(ofToken, 0n, { assetBalance: 100n, coinBalance: 0n, inFlight: same })).toBe("short");
  });
});

describe("a payment's place and ending", () => {
  const move = { contract: lower(TOKEN), from: lower(SENDER), to: lower(TO), amountBaseUnits: 100n };
  const receipt: Receipt = { blockNumber: 10n, blockHash: "0xaa", isSuccess: true, tokenMoves: [move], unwraps: [] };

  it("counts its own block as the first confirmation, and only while the chain has that block", () => {
    expect(judgePlace(null, null, 12n)).toEqual(NOWHERE);
    expect(judgePlace(receipt, "0xaa", 10n).confirmations).toBe(1);
    expect(judgePlace(receipt, "0xaa", 12n).confirmations).toBe(3);
    expect(judgePlace(receipt, "0xaa", 9n).confirmations).toBe(1);
    expect(judgePlace(receipt, "0xbb", 12n)).toEqual(NOWHERE);
    expect(judgePlace(receipt, null, 12n)).toEqual(NOWHERE);
  });

  const ending = (changes: Partial<Receipt>, head = 12n, payment = ofToken) => {
    const changed = { ...receipt, ...changes };
    return judgeEnding(changed, judgePlace(changed, changed.blockHash, head), 3, SENDER, payment);
  };
  it("ends when it is deep enough and not a block earlier, a revert too", () => {
    expect([ending({}, 11n), ending({}, 12n)]).toEqual(["not_yet", "paid"]);
    expect([ending({ isSuccess: false }, 11n), ending({ isSuccess: false }, 12n)]).toEqual(["not_yet", "reverted"]);
    expect(judgeEnding(null, NOWHERE, 3, SENDER, ofToken)).toBe("not_yet");
    expect(ending({ tokenMoves: [] }, 12n, ofCoin)).toBe("paid");
  });
  it.each([
    [[]],
    [[{ ...move, amountBaseUnits: 99n }]],
    [[{ ...move, to: lower(SENDER) }]],
    [[{ ...move, from: lower(TO) }]],
    [[{ ...move, contract: lower(TO) }]],
  ])("is not taken for paid when the token says that it moved something else", (tokenMoves) => {
    expect(ending({ tokenMoves })).toBe("paid_otherwise");
  });
});

describe("signed bytes", () => {
  const signer = createKeySigner(new Secret(`0x${"0".repeat(63)}1`));
  const sign = (payment: Payment) =>
    signer.sign({ chainId: 31_337n, nonce: 0n, gas: 10n, maxFeePerGas: 7n, maxPriorityFeePerGas: 1n, ...callOfPayment(payment) });

  it("are read back as the payment that they are, with the most that they may cost", async () => {
    expect(signer.address).toBe(SENDER);
    expect(readSignedPayment((await sign(ofToken)).raw)).toMatchObject({ amountBaseUnits: 100n, coinCostMax: 70n });
    const { to, contract } = readSignedPayment((await sign(ofToken)).raw);
    expect([lower(to), lower(contract ?? "0x")]).toEqual([lower(TO), lower(TOKEN)]);
    expect(readSignedPayment((await sign(ofCoin)).raw)).toMatchObject({ contract: null, amountBaseUnits: 100n, coinCostMax: 170n });
  });

  it("pay the very bytes of the address, however it was spelt", () => {
    const terms = { destination: TO.replace("C", "c"), assetContract: TOKEN.replace("C", "c"), amount: "100" } as WithdrawalTerms;
    expect(paymentOfTerms(terms)).toEqual({ to: lower(TO), contract: lower(TOKEN), amountBaseUnits: 100n });
    expect(paymentOfTerms({ ...terms, assetContract: null })).toMatchObject({ contract: null });
  });

  it("are the same bytes however often they are signed", async () => {
    expect(await sign(ofToken)).toEqual(await sign(ofToken));
  });
});

describe("a node's no", () => {
  const answered = (code: number, message: string) =>
    new BaseError("x", { cause: new RpcRequestError({ body: {}, error: { code, message }, url: "http://node" }) });

  it("is told from no answer at all", () => {
    expect(saidByNode(answered(3, "execution reverted"))).toEqual({ code: 3, message: "execution reverted" });
    expect(saidByNode(answered(-32_005, "limit exceeded"))).toBeNull();
    expect(saidByNode(new HttpRequestError({ url: "http://node", details: "fetch failed" }))).toBeNull();
    expect(saidByNode(new TypeError("fetch failed"))).toBeNull();
  });

  it.each<[number, string, "would_fail" | "unclear"]>([
    [3, "execution reverted: no", "would_fail"],
    [-32_000, "execution reverted", "would_fail"],
    [-32_000, "gas required exceeds allowance (30000000)", "would_fail"],
    [-32_000, "invalid opcode: INVALID", "would_fail"],
    [-32_000, "header not found", "unclear"],
    [-32_603, "internal error: out of gas", "unclear"],
  ])("to a simulation: %i %s", (code, message, verdict) => {
    expect(judgeRefusal({ code, message })).toBe(verdict);
  });

  it.each<[string, "known" | "not_now"]>([
    ["already known", "known"],
    ["transaction already imported", "known"],
    ["nonce too low: next nonce 5, tx nonce 4", "known"],
    ["insufficient funds for gas * price + value", "not_now"],
    ["replacement transaction underpriced", "not_now"],
  ])("to signed bytes: %s", (message, outcome) => {
    expect(judgeSending({ code: -32_000, message }).outcome).toBe(outcome);
  });
});
