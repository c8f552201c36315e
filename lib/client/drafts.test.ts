import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dropDraft, dropDrafts, findDraft, keepDraft } from "./drafts";

describe("what is typed into a form", () => {
  let kept: Record<string, string>;
  beforeEach(() => {
    kept = {};
    const storage = {
      setItem: (key: string, value: string) => void (kept[key] = value),
      getItem: (key: string) => kept[key] ?? null,
      removeItem: (key: string) => void Reflect.deleteProperty(kept, key),
    };
    // The names of a real storage are its own keys.
    vi.stubGlobal(
      "sessionStorage",
      new Proxy(storage, { ownKeys: () => Object.keys(kept), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }),
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is there again for the trader who typed it", () => {
    keepDraft("withdrawal", "ana", { amount: "12.5", memo: "rent" });
    expect(findDraft("withdrawal", "ana")).toEqual({ amount: "12.5", memo: "rent" });
    expect(findDraft("address", "ana")).toBeNull();
  });

  it("is erased, not shown, when another trader signs in", () => {
    keepDraft("withdrawal", "ana", { amount: "12.5" });
    expect(findDraft("withdrawal", "bob")).toBeNull();
    expect(findDraft("withdrawal", "ana")).toBeNull();
  });

  it("is gone once it was used, and all of it at sign-out, with nothing else of the tab", () => {
    kept["theirs"] = "x";
    keepDraft("withdrawal", "ana", { amount: "1" });
    keepDraft("address", "ana", { label: "a" });
    dropDraft("withdrawal");
    expect([findDraft("withdrawal", "ana"), findDraft("address", "ana")]).toEqual([null, { label: "a" }]);
    dropDrafts();
    expect(kept).toEqual({ theirs: "x" });
  });

  it.each(["", "{", "null", "[]", '"x"', '{"sub":"ana"}', '{"sub":"ana","fields":7}'])("reads as nothing from %j", (text) => {
    kept["holdfast.draft.address"] = text;
    expect(findDraft("address", "ana")).toBeNull();
  });

  it("loses fields that no form of ours could have kept", () => {
    kept["holdfast.draft.address"] = JSON.stringify({ sub: "ana", fields: { label: "a", network: 5, address: "x".repeat(401) } });
    expect(findDraft("address", "ana")).toEqual({ label: "a" });
  });

  it("costs nothing where storage is forbidden", () => {
    vi.stubGlobal("sessionStorage", undefined);
    keepDraft("address", "ana", { label: "a" });
    dropDrafts();
    expect(findDraft("address", "ana")).toBeNull();
  });
});
