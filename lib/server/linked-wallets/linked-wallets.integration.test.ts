// Linking over a real database and a real node: every way in which a proof is not the one that was asked for, each beside the one that is.
import { randomUUID } from "node:crypto";
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createTestClient, type Hex, http } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "@/scripts/stack/free-port";
import { createWalletChain } from "@/lib/server/chain/wallet-chain";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { codeOf } from "@/lib/testing/refusal-code";
import { seedAssets } from "@/lib/testing/seed-assets";
import { LINK_SECONDS } from "./link-message";
import { linkWallet } from "./link-wallet";
import { listLinkedWallets } from "./list-linked-wallets";
import { openChallenge } from "./open-challenge";
import { unlinkWallet } from "./unlink-wallet";
import type { WalletParts } from "./wallet-parts";

const NOW_SECONDS = 1_800_000_000;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

let file: TestDatabase;
let app: Database;
let worker: Database;
let node: ChildProcess;
let rpcUrl: string;
let now = NOW_SECONDS;
let parts: WalletParts;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 4 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 1 });
  await seedAssets(worker);
  const port = await freePort();
  rpcUrl = `http://127.0.0.1:${String(port)}`;
  node = spawn(createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`), ["--port", String(port), "--quiet"]);
  await vi.waitFor(() => fetch(rpcUrl), { timeout: 10_000, interval: 30 });
  parts = partsAt(rpcUrl);
});
afterAll(async () => {
  node.kill();
  await Promise.all([app.close(), worker.close()]);
  await file.drop();
});

const partsAt = (url: string, appOrigin = "https://app.example"): WalletParts => ({
  ...{ database: app, clock: { nowSeconds: () => now }, wallets: createWalletChain({ rpcUrls: [url] }), settings: { appOrigin } },
});
const newTrader = () => ({ sub: randomUUID(), sessionId: randomUUID() });
const newWallet = () => privateKeyToAccount(generatePrivateKey());
type Trader = ReturnType<typeof newTrader>;
type Wallet = ReturnType<typeof newWallet>;

const challengeFor = async (trader: Trader, { address }: Pick<Wallet, "address">): Promise<string> =>
  (await openChallenge(trader, { network: "testnet", address }, parts)).message;
const bring = (trader: Trader, message: string, signature: string, at = parts): Promise<string> =>
  codeOf(linkWallet(trader, { message, signature, label: "Cold wallet" }, at)).then((code) => (code === "done" ? "linked" : code));
const link = async (trader: Trader, wallet: Wallet): Promise<string> => {
  const message = await challengeFor(trader, wallet);
  return bring(trader, message, await wallet.signMessage({ message }));
};
const walletsOf = (trader: Trader, at = parts) =>
  listLinkedWallets(trader, { ...at, prices: { readPrices: async (feeds) => new Map(feeds.map(({ address }) => [address, PRICE])) } });
const PRICE = { ok: true, value: { units: 200_000_000_000n, decimals: 8 } } as const;

describe("a wallet", () => {
  it("is linked by its own signature of the message that this session was given, and the trader is told", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    expect(message).toContain("app.example wants you to sign in with your Ethereum account");
    expect(message).toContain("allows nobody to move anything");
    expect(message).toMatch(
      /URI: https:\/\/app\.example\nVersion: 1\nChain ID: 31337\nNonce: [0-9a-f]{32}\nIssued At: .*\nExpiration Time: /,
    );
    expect(await bring(trader, message, await wallet.signMessage({ message }))).toBe("linked");
    expect((await walletsOf(trader)).wallets).toMatchObject([{ address: wallet.address, label: "Cold wallet", kind: "key" }]);
    const events = await app.asTrader(trader.sub, (tx) => tx.query("SELECT kind FROM holdfast.security_events"));
    expect(events).toEqual([{ kind: "wallet_linked" }]);
  });

  it("is not linked by a message that was used before, by whichever signature", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    const signature = await wallet.signMessage({ message });
    expect(await bring(trader, message, signature)).toBe("linked");
    const [found] = (await walletsOf(trader)).wallets;
    await unlinkWallet(trader, found?.id ?? "", parts);
    expect(await bring(trader, message, signature)).toBe("wallet_refused");
    expect((await walletsOf(trader)).wallets).toEqual([]);
    // A new message links it again.
    expect(await link(trader, wallet)).toBe("linked");
  });

  it("has one try per message: a wrong signature uses it up", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    expect(await bring(trader, message, await newWallet().signMessage({ message }))).toBe("wallet_refused");
    expect(await bring(trader, message, await wallet.signMessage({ message }))).toBe("wallet_refused");
    expect(await link(trader, wallet)).toBe("linked");
  });

  it("brought twice at the same time is linked once", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    const signature = await wallet.signMessage({ message });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => bring(trader, message, signature)));
    expect(outcomes.filter((outcome) => outcome === "linked")).toHaveLength(1);
    expect((await walletsOf(trader)).wallets).toHaveLength(1);
  });

  it("is not linked with what another session or another trader was given", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    const signature = await wallet.signMessage({ message });
    expect(await bring({ ...trader, sessionId: randomUUID() }, message, signature)).toBe("wallet_refused");
    expect(await bring(newTrader(), message, signature)).toBe("wallet_refused");
    expect(await bring({ ...newTrader(), sessionId: trader.sessionId }, message, signature)).toBe("wallet_refused");
    // None of that used up what was never theirs.
    expect(await bring(trader, message, signature)).toBe("linked");
  });

  it.each<[string, (message: string) => string]>([
    ["another site", (message) => message.replace("app.example wants", "evil.example wants")],
    ["another address of the site", (message) => message.replace("URI: https://app.example", "URI: https://evil.example")],
    ["another network", (message) => message.replace("Chain ID: 31337", "Chain ID: 1")],
    ["a later end", (message) => message.replace(/Expiration Time: .*/, "Expiration Time: 2099-01-01T00:00:00.000Z")],
    ["other words", (message) => message.replace("moves nothing", "moves everything")],
    ["a nonce that nobody gave", (message) => message.replace(/Nonce: \w+/, `Nonce: ${"0".repeat(32)}`)],
    ["no message at all", () => "Hello"],
  ])("does not come in by a well signed message with %s", async (_name, bend) => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    const bent = bend(message);
    expect(bent).not.toBe(message);
    expect(await bring(trader, bent, await wallet.signMessage({ message: bent }))).toBe("wallet_refused");
    expect(await link(trader, wallet)).toBe("linked");
  });

  it("does not come in by a message for another address, signed by that one", async () => {
    const [trader, wallet, other] = [newTrader(), newWallet(), newWallet()];
    const message = await challengeFor(trader, wallet);
    const bent = message.replace(wallet.address, other.address);
    expect(await bring(trader, bent, await other.signMessage({ message: bent }))).toBe("wallet_refused");
  });

  it("comes in up to the last second, and not in the one in which the message ends", async () => {
    const trader = newTrader();
    for (const [after, outcome] of [
      [LINK_SECONDS - 1, "linked"],
      [LINK_SECONDS, "wallet_refused"],
    ] as const) {
      const wallet = newWallet();
      const message = await challengeFor(trader, wallet);
      const signature = await wallet.signMessage({ message });
      now = NOW_SECONDS + after;
      expect(await bring(trader, message, signature)).toBe(outcome);
      now = NOW_SECONDS;
    }
  });

  it.each<[string, (signature: Hex) => string]>([
    ["its mirror image", (signature) => mirrored(signature)],
    ["a cut end", (signature) => signature.slice(0, -2)],
    ["something after it", (signature) => `${signature}00`],
    ["nothing in it", () => `0x${"00".repeat(65)}`],
    ["a recovery id of another chain", (signature) => `${signature.slice(0, -2)}25`],
  ])("does not come in by a signature with %s", async (_name, bend) => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const message = await challengeFor(trader, wallet);
    expect(await bring(trader, message, bend(await wallet.signMessage({ message })))).toBe("wallet_refused");
  });

  it("is linked once per trader, and said to be; two traders may each link it, and learn nothing of each other", async () => {
    const [ana, bob, wallet] = [newTrader(), newTrader(), newWallet()];
    const early = await challengeFor(ana, wallet);
    expect(await link(ana, wallet)).toBe("linked");
    await expect(challengeFor(ana, wallet)).rejects.toMatchObject({ refusal: { code: "address_known" } });
    expect(await bring(ana, early, await wallet.signMessage({ message: early }))).toBe("address_known");
    expect(await link(bob, wallet)).toBe("linked");
    const [found] = (await walletsOf(bob)).wallets;
    await expect(unlinkWallet(ana, found?.id ?? "", parts)).rejects.toMatchObject({ refusal: { code: "not_found" } });
    expect((await walletsOf(bob)).wallets).toHaveLength(1);
  });

  it("that is a contract is linked when the contract says yes, and not by another's yes or by silence", async () => {
    const client = createTestClient({ chain: foundry, mode: "anvil", transport: http(rpcUrl) });
    const [yes, no] = [newWallet(), newWallet()];
    // Each answers every question with one word: the yes of ERC-1271, or nothing.
    await client.setCode({ address: yes.address, bytecode: "0x631626ba7e60e01b60005260206000f3" });
    await client.setCode({ address: no.address, bytecode: "0x60206000f3" });
    const trader = newTrader();
    for (const [contract, outcome] of [
      [yes, "linked"],
      [no, "wallet_refused"],
    ] as const)
      expect(await bring(trader, await challengeFor(trader, contract), "0x1234")).toBe(outcome);
    expect((await walletsOf(trader)).wallets).toMatchObject([{ address: yes.address, kind: "contract" }]);
  });
});

describe("a request for a message", () => {
  it.each([
    ["address_invalid", { address: "0x12" }],
    ["address_invalid", { address: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD".replace("aA", "Aa") }],
    ["network_unknown", { network: "nowhere" }],
  ])("is refused as %s", async (code, changes) => {
    const asked = { network: "testnet", address: newWallet().address, ...changes };
    await expect(openChallenge(newTrader(), asked, parts)).rejects.toMatchObject({ refusal: { code } });
  });

  it("is refused while ten are open, and answered again when they have ended", async () => {
    const trader = newTrader();
    for (let opened = 0; opened < 10; opened += 1) await challengeFor(trader, newWallet());
    await expect(challengeFor(trader, newWallet())).rejects.toMatchObject({ refusal: { code: "rate_limited" } });
    now = NOW_SECONDS + LINK_SECONDS;
    expect(await challengeFor(trader, newWallet())).toContain("Nonce");
    now = NOW_SECONDS;
  });

  it("leaves no nonce that could be read from the database", async () => {
    const trader = newTrader();
    const message = await challengeFor(trader, newWallet());
    const [row] = await app.asTrader(trader.sub, (tx) =>
      tx.query<{ all: string }>("SELECT row_to_json(c)::text AS all FROM holdfast.wallet_link_challenges c"),
    );
    expect(row?.all).toContain(trader.sub);
    expect(row?.all).not.toContain(/Nonce: (\w+)/.exec(message)?.[1] ?? "none");
  });
});

describe("balances of linked wallets", () => {
  it("are read on the chain and valued", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    const client = createTestClient({ chain: foundry, mode: "anvil", transport: http(rpcUrl) });
    await client.setBalance({ address: wallet.address, value: 15n * 10n ** 17n });
    await link(trader, wallet);
    expect(await walletsOf(trader)).toMatchObject({
      total: "3000",
      wallets: [{ balances: [{ asset: "ETH", network: "testnet", amount: "1.5", value: "3000" }], value: "3000" }],
    });
  });

  it("are not known while the node is away, and nothing else is lost", async () => {
    const [trader, wallet] = [newTrader(), newWallet()];
    await link(trader, wallet);
    expect(await walletsOf(trader, partsAt("http://127.0.0.1:1"))).toMatchObject({
      total: null,
      wallets: [{ address: wallet.address, balances: null, value: null }],
    });
  });

  it("of nobody are nothing", async () => {
    expect(await walletsOf(newTrader())).toEqual({ currency: "USD", wallets: [], total: "0" });
  });
});

/** The other signature that recovers to the same key: s becomes n - s, and the recovery id flips. */
function mirrored(signature: Hex): string {
  const s = ORDER - BigInt(`0x${signature.slice(66, 130)}`);
  const v = signature.endsWith("1b") ? "1c" : "1b";
  return `${signature.slice(0, 66)}${s.toString(16).padStart(64, "0")}${v}`;
}
