import { describe, expect, it } from "vitest";
import { parseWalletCursor, type WalletPlace, writeWalletCursor } from "./wallet-cursor";

const wallet = `0x${"ab".repeat(20)}`;
const written = (text: string) => Buffer.from(text).toString("base64url");

describe("a cursor of the leaderboard", () => {
  it.each<WalletPlace>([
    { sort: "profit", value: -123_456_789_012_345_678_901n, wallet },
    { sort: "win_rate", value: null, wallet },
    { sort: "holding", value: 2n ** 40n, wallet },
    { sort: "activity", value: 1_800_000_000n, wallet },
    { sort: "trades", value: 0n, wallet },
  ])("says where the page ended and nothing else: $sort", (place) => {
    expect(parseWalletCursor(writeWalletCursor(place))).toEqual(place);
  });

  it.each([
    ["nothing", ""],
    ["an unknown order", written(`wallet~1~${wallet}`)],
    ["no figure where each wallet has one", written(`profit~~${wallet}`)],
    ["a figure beyond its column", written(`trades~2147483648~${wallet}`)],
    ["a negative count", written(`trades~-1~${wallet}`)],
    ["no address", written("profit~1~0xab")],
    ["capitals", written(`profit~1~${wallet.toUpperCase()}`)],
    ["another spelling of the same", writeWalletCursor({ sort: "profit", value: 1n, wallet }) + "="],
    ["a leading zero", written(`profit~01~${wallet}`)],
    ["far too much", "a".repeat(201)],
  ])("is refused when it holds %s", (_name, cursor) => {
    expect(parseWalletCursor(cursor)).toBeNull();
  });
});
