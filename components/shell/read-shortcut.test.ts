import { describe, expect, it } from "vitest";
import { findRoute } from "@/lib/contracts/find-route";
import { COMMANDS, typedWallet } from "./commands";
import { PAGES } from "./pages";
import { readShortcut, SECOND_KEY_MS } from "./read-shortcut";

describe("readShortcut", () => {
  it("opens each page by g and its letter, and no two pages share one", () => {
    for (const { href, letter } of PAGES) expect(readShortcut(letter, 10)).toEqual({ kind: "page", href });
    expect(new Set(PAGES.map(({ letter }) => letter)).size).toBe(PAGES.length);
  });

  it("means nothing by a letter alone, and nothing once the moment has passed", () => {
    for (const { letter } of PAGES) expect(readShortcut(letter, null)).toBeNull();
    expect(readShortcut("p", SECOND_KEY_MS)).toEqual({ kind: "page", href: "/portfolio" });
    expect(readShortcut("p", SECOND_KEY_MS + 1)).toBeNull();
  });

  it("waits after g, helps at ? and searches at /", () => {
    expect(readShortcut("g", null)).toEqual({ kind: "waits" });
    expect(readShortcut("?", null)).toEqual({ kind: "help" });
    expect(readShortcut("/", 5)).toEqual({ kind: "search" });
  });
});

describe("the shell's links", () => {
  it.each([...PAGES, ...COMMANDS].map(({ name, href }) => [name, href]))("%s leads to a page that exists", (_name, href) => {
    const route = findRoute(new URL(href, "https://holdfast.test").pathname);
    expect(route).toMatchObject({ kind: "page", audience: "trader" });
  });

  it("has room for four pages beside More on a phone", () => {
    expect(PAGES.filter(({ isInBar }) => isInBar)).toHaveLength(4);
  });
});

describe("typedWallet", () => {
  it("opens the wallet whose whole address was typed, in the index's form", () => {
    const address = `0x${"Ab".repeat(20)}`;
    expect(typedWallet(` ${address} `)?.href).toBe(`/wallets/${address.toLowerCase()}`);
  });

  it.each(["", "0x", "0x12", `0x${"g".repeat(40)}`, `0x${"a".repeat(41)}`, "wallets"])("takes %s for no address", (text) => {
    expect(typedWallet(text)).toBeNull();
  });
});
