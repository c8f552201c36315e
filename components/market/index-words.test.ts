import { describe, expect, it } from "vitest";
import type { MarketStatusNetworkDto } from "@/lib/contracts/market-status";
import { indexWords } from "./index-words";

const network = (changes: Partial<MarketStatusNetworkDto>): MarketStatusNetworkDto => ({
  ...{
    network: "one",
    label: "One",
    isSimulated: true,
    indexedBlock: 1_200,
    headBlock: 4_800,
    indexedAt: "2026-01-01T00:00:00Z",
    isLive: false,
  },
  ...changes,
});

describe("indexWords", () => {
  it("says nothing of an index that is up to date", () => {
    expect(indexWords(network({ isLive: true }), "en")).toBeNull();
  });

  it("says how far a back-fill has come", () => {
    expect(indexWords(network({}), "en")).toEqual({ text: "Reading One: block 1,200 of 4,800.", share: 0.25 });
    expect(indexWords(network({ indexedBlock: null }), "en")).toEqual({ text: "Reading One: block 0 of 4,800.", share: 0 });
  });

  it("tells a silent indexer from one that never began", () => {
    expect(indexWords(network({ indexedBlock: 4_800 }), "en")?.text).toMatch(/not been heard of/);
    expect(indexWords(network({ indexedBlock: null, headBlock: null }), "en")?.text).toMatch(/not been read yet/);
  });
});
