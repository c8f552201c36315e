// Acceptance 1 and 2 over the wire: a good approval moves exactly its withdrawal, and a bent one moves nothing.
import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { createSoftwarePasskey } from "@/lib/testing/software-passkey";
import { problemCode } from "../support/answer-faults";
import { awaitState } from "../support/await-state";
import { UNKNOWN_ID } from "../support/concrete-path";
import { openHarness } from "../support/harness";
import { balanceOnChain, wasCarriedOut } from "../support/local-chain";
import { headerOf } from "../support/raw-answer";
import { passkeyOf, stageTrader, type StagedTrader } from "../support/staged-trader";
import {
  accepted,
  confirm,
  jsonOf,
  NETWORK,
  openGrant,
  type Order,
  prepare,
  prepareProven,
  proveByPassword,
  signGrant,
} from "../support/withdrawal-calls";

const DEPOSITS = [
  { asset: "USDC", amount: "20000" },
  { asset: "ETH", amount: "2" },
];

test.describe("a withdrawal", () => {
  const harness = openHarness;
  let trader: StagedTrader;
  let stranger: StagedTrader;
  const order = (more: Partial<Order> = {}): Order => ({ asset: "USDC", amount: "5", addressId: trader.addressId, ...more });
  const held = async (): Promise<string> => {
    const { positions } = accepted<{ positions: { asset: string; held: string }[] }>(await trader.client.call("GET", "/api/portfolio"));
    return positions.find(({ asset }) => asset === "USDC")?.held ?? "none";
  };

  test.beforeAll(async () => {
    trader = await stageTrader(harness(), { deposits: DEPOSITS, hasPasskey: true });
    stranger = await stageTrader(harness(), { deposits: DEPOSITS, hasPasskey: true });
  });

  test("approved by a passkey arrives on the chain, token and coin alike, and its receipt is there", async () => {
    for (const [asset, amount, units] of [
      ["USDC", "12.5", 12_500_000n],
      ["ETH", "0.01", 10_000_000_000_000_000n],
    ] as const) {
      const before = await balanceOnChain(asset, trader.destination);
      const { withdrawal, grant } = await prepareProven(
        trader.client,
        order({ asset, amount, memo: "rent" }),
        passkeyOf(trader),
        harness().facts.origin,
      );
      expect(withdrawal.state).toBe("awaiting_approval");
      expect(grant.termsHash).toBe(withdrawal.termsHash);
      expect(grant.terms).toMatchObject({ asset, destination: trader.destination, amount: units.toString(), memo: "rent" });
      const approved = accepted<WithdrawalDto>(await confirm(trader.client, withdrawal.id, grant.grantId, 1));
      expect(approved.state).toBe("approved");
      const settled = await awaitState(trader.client, withdrawal.id, ["settled"]);
      expect(await balanceOnChain(asset, trader.destination)).toBe(before + units);
      expect(await wasCarriedOut(settled.txHash ?? "")).toBe(true);
      const receipt = await trader.client.call("GET", `/api/withdrawals/${withdrawal.id}/receipt`);
      expect(jsonOf<{ terms: unknown }>(receipt).terms).toEqual(withdrawal.terms);
    }
  });

  test("approved by password and code works within its cap; above it the answer says how to enrol a passkey", async () => {
    const plain = await stageTrader(harness(), { deposits: DEPOSITS, hasPasskey: false });
    const within = accepted<WithdrawalDto>(await prepare(plain.client, { asset: "USDC", amount: "20", addressId: plain.addressId }));
    const grant = accepted<StepUpDto>(await openGrant(plain.client, "withdrawal", within.id));
    expect(Object.keys(grant.proofs)).toEqual(["passwordTotp"]);
    const proof = await proveByPassword(plain.client, grant, plain.person, harness().facts, harness().control);
    expect(proof.errorName).toBeNull();
    expect(accepted<WithdrawalDto>(await confirm(plain.client, within.id, grant.grantId)).proof).toBe("password_totp");
    await awaitState(plain.client, within.id, ["settled"]);
    const above = accepted<WithdrawalDto>(await prepare(plain.client, { asset: "USDC", amount: "501", addressId: plain.addressId }));
    const refused = await openGrant(plain.client, "withdrawal", above.id);
    expect(problemCode(refused)).toBe("limit_exceeded");
    expect(refused.text).toMatch(/passkey/i);
  });

  test("without its proof gets RFC 9470's answer", async () => {
    const withdrawal = accepted<WithdrawalDto>(await prepare(trader.client, order()));
    const grant = accepted<StepUpDto>(await openGrant(trader.client, "withdrawal", withdrawal.id));
    for (const grantId of [undefined, grant.grantId]) {
      const answer = await confirm(trader.client, withdrawal.id, grantId);
      expect(answer.status).toBe(401);
      expect(problemCode(answer)).toBe("step_up_required");
      expect(headerOf(answer, "www-authenticate")).toMatch(/insufficient_user_authentication.*max_age="\d+"/);
    }
    expect(await held()).toMatch(/^0/);
  });

  test("is not approved by a grant that is another's in any respect", async () => {
    const { origin } = harness().facts;
    const passkey = passkeyOf(trader);
    const first = await prepareProven(trader.client, order(), passkey, origin);
    const other = accepted<WithdrawalDto>(await prepare(trader.client, order({ amount: "6" })));
    const codeOf = async (client: StagedTrader["client"], id: string, grantId: string) => problemCode(await confirm(client, id, grantId));
    const before = await held();
    expect(await codeOf(trader.client, other.id, first.grant.grantId), "another withdrawal").toBe("grant_mismatch");
    expect(await codeOf(trader.client, first.withdrawal.id, UNKNOWN_ID), "no grant at all").toBe("not_found");
    const foreign = await prepareProven(stranger.client, { ...order(), addressId: stranger.addressId }, passkeyOf(stranger), origin);
    expect(await codeOf(trader.client, first.withdrawal.id, foreign.grant.grantId), "another trader's grant").toBe("not_found");
    expect(await codeOf(stranger.client, first.withdrawal.id, foreign.grant.grantId), "another trader's withdrawal").toBe("not_found");
    const elsewhere = await harness().signInAgain(trader.person);
    expect(await codeOf(elsewhere, first.withdrawal.id, first.grant.grantId), "the trader's other session").toBe("forbidden");
    const address = accepted<{ id: string }>(
      await trader.client.call("POST", "/api/addresses", {
        json: { network: NETWORK, address: "0x00000000219ab540356cBB839Cbe05303d7705Fa", label: "Other" },
      }),
    );
    const purpose = accepted<StepUpDto>(await openGrant(trader.client, "address", address.id));
    accepted(await signGrant(trader.client, purpose, passkey, origin));
    expect(await codeOf(trader.client, first.withdrawal.id, purpose.grantId), "another purpose").toBe("grant_mismatch");
    expect(await held()).toBe(before);
    expect(accepted<WithdrawalDto>(await confirm(trader.client, first.withdrawal.id, first.grant.grantId)).state).toBe("approved");
    expect(await codeOf(trader.client, first.withdrawal.id, first.grant.grantId), "a replay").toBe("grant_used");
    await awaitState(trader.client, first.withdrawal.id, ["settled"]);
  });

  test("is not approved by a signature that is not the trader's own over these terms", async () => {
    const { origin } = harness().facts;
    const withdrawal = accepted<WithdrawalDto>(await prepare(trader.client, order()));
    const grant = accepted<StepUpDto>(await openGrant(trader.client, "withdrawal", withdrawal.id));
    const elder = accepted<StepUpDto>(await openGrant(trader.client, "withdrawal", withdrawal.id));
    const passkey = passkeyOf(trader);
    const challenge = grant.proofs.passkey?.challenge ?? "";
    const stolenId = { ...createSoftwarePasskey("localhost"), credentialId: passkey.credentialId };
    const forged = { ...(stolenId.sign(challenge, origin) as object), id: passkey.credentialId, rawId: passkey.credentialId };
    const bad: readonly [string, object][] = [
      ["another key under the trader's id", forged],
      ["a key that nobody enrolled", createSoftwarePasskey("localhost").sign(challenge, origin)],
      ["the stranger's key", passkeyOf(stranger).sign(challenge, origin)],
      ["another grant's challenge", passkey.sign(elder.proofs.passkey?.challenge ?? "", origin)],
      ["another origin", passkey.sign(challenge, "https://evil.example")],
      ["a challenge of its own", passkey.sign(Buffer.from("approve everything").toString("base64url"), origin)],
    ];
    for (const [name, credential] of bad) {
      const answer = await trader.client.call("POST", `/api/step-up/${grant.grantId}/passkey`, { json: { credential } });
      expect(problemCode(answer), name).toBe("proof_refused");
    }
    expect(problemCode(await confirm(trader.client, withdrawal.id, grant.grantId))).toBe("step_up_required");
    accepted(await signGrant(trader.client, grant, passkey, origin));
    expect(accepted<WithdrawalDto>(await confirm(trader.client, withdrawal.id, grant.grantId)).state).toBe("approved");
  });

  test("takes no field of its terms from anybody after it was prepared", async () => {
    const { origin } = harness().facts;
    const { withdrawal, grant } = await prepareProven(trader.client, order({ amount: "7" }), passkeyOf(trader), origin);
    for (const [field, value] of Object.entries(withdrawal.terms)) {
      const bent = typeof value === "number" ? value + 1 : value === null ? "x" : `${String(value)}1`;
      const answer = await trader.client.call("POST", `/api/withdrawals/${withdrawal.id}/confirm`, {
        json: { grantId: grant.grantId, [field]: bent, terms: { ...withdrawal.terms, [field]: bent } },
      });
      expect(problemCode(answer), `confirm with another ${field}`).toBe("invalid_request");
    }
    const unchanged = accepted<WithdrawalDto>(await trader.client.call("GET", `/api/withdrawals/${withdrawal.id}`));
    expect(unchanged.terms).toEqual(withdrawal.terms);
    expect(accepted<WithdrawalDto>(await confirm(trader.client, withdrawal.id, grant.grantId)).state).toBe("approved");
  });

  test("can be cancelled before it is sent, and then never moves", async () => {
    const { origin } = harness().facts;
    const { withdrawal, grant } = await prepareProven(trader.client, order({ amount: "8" }), passkeyOf(trader), origin);
    const cancel = () => trader.client.call("POST", `/api/withdrawals/${withdrawal.id}/cancel`, { json: {} });
    expect(accepted<WithdrawalDto>(await cancel()).state).toBe("cancelled");
    expect((await confirm(trader.client, withdrawal.id, grant.grantId)).status).toBe(409);
    const settled = await prepareProven(trader.client, order({ amount: "9" }), passkeyOf(trader), origin);
    accepted(await confirm(trader.client, settled.withdrawal.id, settled.grant.grantId));
    await awaitState(trader.client, settled.withdrawal.id, ["settled"]);
    const late = await trader.client.call("POST", `/api/withdrawals/${settled.withdrawal.id}/cancel`, { json: {} });
    expect(problemCode(late)).toBe("not_cancellable");
  });

  test("of a bad amount, asset, network, address or key is refused with its own code, and nothing is written", async () => {
    const cases: readonly [string, object, string][] = [
      ["negative", order({ amount: "-1" }), "amount_invalid"],
      ["zero", order({ amount: "0" }), "amount_invalid"],
      ["exponent", order({ amount: "1e3" }), "amount_invalid"],
      ["too many decimals", order({ amount: "1.0000001" }), "amount_invalid"],
      ["78 digits", order({ amount: "9".repeat(78) }), "amount_invalid"],
      ["not a string", { ...order(), amount: 5 }, "invalid_request"],
      ["unknown asset", order({ asset: "DOGE" }), "asset_unknown"],
      ["unknown network", { ...order(), network: "mars" }, "network_unknown"],
      ["unknown address", order({ addressId: UNKNOWN_ID }), "address_not_allowed"],
      ["a stranger's address", order({ addressId: stranger.addressId }), "address_not_allowed"],
      ["an address of no form", order({ addressId: "../../x" }), "address_not_allowed"],
      ["above every cap", order({ amount: "10000.01" }), "limit_exceeded"],
      ["another field", { ...order(), destination: stranger.destination }, "invalid_request"],
    ];
    for (const [name, json, code] of cases) {
      const answer = await trader.client.call("POST", "/api/withdrawals", {
        json: { network: NETWORK, ...json },
        headers: [["Idempotency-Key", randomUUID()]],
      });
      expect(problemCode(answer), `${name}: ${answer.text}`).toBe(code);
      expect(answer.status).toBeLessThan(500);
    }
    const keyless = await trader.client.call("POST", "/api/withdrawals", { json: { network: NETWORK, ...order() } });
    expect(problemCode(keyless)).toBe("invalid_request");
    const poor = await stageTrader(harness(), { deposits: [{ asset: "USDC", amount: "3" }], hasPasskey: false });
    const answer = await prepare(poor.client, { asset: "USDC", amount: "3", addressId: poor.addressId });
    expect(problemCode(answer), "the fee is part of it").toBe("insufficient_funds");
    expect((await prepare(poor.client, { asset: "USDC", amount: "2.5", addressId: poor.addressId })).status).toBe(201);
  });
});
