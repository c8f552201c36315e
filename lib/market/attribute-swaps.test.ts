import { describe, expect, it } from "vitest";
import { attributeSwaps, type SwapSeen, type TransferSeen } from "./attribute-swaps";

const transfer = (logIndex: number, token: string, from: string, to: string): TransferSeen => ({ logIndex, token, from, to });
const swap = (logIndex: number, pair: string, paid: string, sender = "router"): SwapSeen => ({
  logIndex,
  pair,
  sender,
  paidTokens: [paid],
});
const walletsOf = (swaps: SwapSeen[], transfers: TransferSeen[], router: string | null = "router") => [
  ...attributeSwaps({ swaps, transfers, router }).values(),
];

describe("whose money a swap was", () => {
  it("is the payer's, not the router's and not the recipient's", () => {
    const transfers = [transfer(0, "USDC", "alice", "pair"), transfer(1, "LINK", "pair", "bob")];
    expect(walletsOf([swap(3, "pair", "USDC")], transfers)).toEqual(["alice"]);
  });

  it("is the first payer's on every hop of a chain", () => {
    const transfers = [
      transfer(0, "LINK", "alice", "pair1"),
      transfer(1, "WETH", "pair1", "pair2"),
      transfer(4, "USDC", "pair2", "pair3"),
      transfer(7, "WBTC", "pair3", "alice"),
    ];
    expect(walletsOf([swap(3, "pair1", "LINK"), swap(6, "pair2", "WETH"), swap(9, "pair3", "USDC")], transfers)).toEqual([
      "alice",
      "alice",
      "alice",
    ]);
  });

  it("is the transaction's sender's when the network's coin came in, over several hops too", () => {
    const transfers = [
      transfer(1, "WETH", "router", "pair1"),
      transfer(2, "USDC", "pair1", "pair2"),
      transfer(5, "LINK", "pair2", "mallory"),
    ];
    expect(walletsOf([swap(4, "pair1", "WETH"), swap(7, "pair2", "USDC")], transfers)).toEqual([null, null]);
    expect(walletsOf([swap(4, "pair1", "WETH"), swap(7, "pair2", "USDC")], transfers, null)).toEqual([null, null]);
  });

  it("is the payer's when the network's coin goes out through the router", () => {
    const transfers = [transfer(0, "USDC", "alice", "pair"), transfer(1, "WETH", "pair", "router")];
    expect(walletsOf([swap(3, "pair", "USDC")], transfers)).toEqual(["alice"]);
  });

  it("is the sender's when a contract pays with its own tokens what it calls itself", () => {
    expect(walletsOf([swap(3, "pair", "USDC", "bot")], [transfer(0, "USDC", "bot", "pair")])).toEqual([null]);
  });

  it("is the sender's when nothing came in that the log could mean", () => {
    expect(walletsOf([swap(3, "pair", "USDC")], [])).toEqual([null]);
    const elsewhere = [transfer(0, "USDC", "alice", "other"), transfer(1, "LINK", "alice", "pair"), transfer(4, "USDC", "alice", "pair")];
    expect(walletsOf([swap(3, "pair", "USDC")], elsewhere)).toEqual([null]);
  });

  it("is told apart for two swaps of one pair in one transaction", () => {
    const transfers = [transfer(0, "USDC", "alice", "pair"), transfer(4, "LINK", "bob", "pair")];
    expect(walletsOf([swap(3, "pair", "USDC"), swap(7, "pair", "LINK")], transfers)).toEqual(["alice", "bob"]);
    expect(walletsOf([swap(3, "pair", "USDC"), swap(7, "pair", "USDC")], transfers)).toEqual(["alice", null]);
  });

  it("is the payer's who comes back to the first pair after other hops", () => {
    const transfers = [transfer(0, "USDC", "alice", "pair1"), transfer(1, "LINK", "pair1", "pair2"), transfer(4, "WETH", "pair2", "pair1")];
    expect(walletsOf([swap(3, "pair1", "USDC"), swap(6, "pair2", "LINK"), swap(9, "pair1", "WETH")], transfers)).toEqual([
      "alice",
      "alice",
      "alice",
    ]);
  });
});
