// Cryptography is few calls in few places, and each is on a page that people can read.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cryptographyUses, PRIMITIVES, type Primitive } from "./cryptography-uses";
import { productSources } from "./product-sources";

const USES = cryptographyUses();
const SOURCES = productSources();
const PAGE = readFileSync("docs/cryptography.md", "utf8");
const NAMES = Object.keys(PRIMITIVES) as Primitive[];
const importsOf = (name: string): readonly string[] =>
  SOURCES.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`import (?:type )?\\{([^}]*)\\} from "${name}"`, "g"))].flatMap((match) => (match[1] ?? "").split(",")),
  ).map((word) => word.replace(/\btype\b/, "").trim());

describe("the inventory of cryptography", () => {
  it.each(NAMES)("lists every file that uses cryptography: %s", (name) => {
    const line = PAGE.split("\n").find((row) => row.startsWith(`| \`${name}\` |`)) ?? "";
    const listed = [...(line.split("|")[3] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    expect(listed.sort()).toEqual([...USES[name]].sort());
    expect(USES[name].length).toBeGreaterThan(0);
  });

  it("uses only the primitives of its list, and of no other package", () => {
    const known = new Set<string>([...NAMES, "randomUUID", "KeyObject"]);
    const used = ["node:crypto", "hash-wasm", "jose"].flatMap(importsOf).filter((name) => name !== "");
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
    const whole = SOURCES.filter(({ text }) => /import \* as \w+ from "node:crypto"|from "crypto"|crypto\.subtle|CryptoJS/.test(text));
    expect(whole.map(({ file }) => file)).toEqual([]);
  });

  it("uses only SHA-256, its HMAC and AES-256-GCM by name", () => {
    const named = SOURCES.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:createHash|createHmac|createCipheriv|createDecipheriv|hkdfSync)\(\s*([^,)]+)/g)].map((match) => match[1]),
    );
    expect(new Set(named)).toEqual(new Set(['"sha256"', '"aes-256-gcm"']));
  });

  it("compares secrets that are not looked up by their hash in constant time", () => {
    expect(USES.timingSafeEqual).toEqual(["infra/triggers/ticket.ts", "lib/server/cognito-proxy/suspicion-codes.ts"]);
  });

  it("draws secrets of 128 bits at least, and never as a UUID", () => {
    const lengths = SOURCES.filter(({ file }) => USES.randomBytes.includes(file)).flatMap(({ file, text }) =>
      [...text.matchAll(/(?<!\w)randomBytes\(\s*([\w.*/ ()]+?)\s*\)/g)].map((match) => {
        const figure = match[1] ?? "";
        const constant = new RegExp(`const ${figure} = (\\d+)`).exec(text)?.[1];
        return { file, bytes: Number(constant ?? figure) };
      }),
    );
    expect(lengths.length).toBeGreaterThanOrEqual(15);
    // A nonce of AES-GCM is 96 bits by its standard, and is no secret; a recovery code has 80, a slow hash and ten tries.
    const short = lengths.filter(({ bytes }) => !(bytes >= 16)).map(({ file }) => file);
    expect(short).toEqual(["lib/server/recovery/make-recovery-codes.ts", "lib/server/session/seal.ts"]);
    const uuids = SOURCES.filter(({ text }) => /(token|secret|nonce|code|ticket)\w* = randomUUID\(\)/i.test(text));
    expect(uuids.map(({ file }) => file)).toEqual([]);
  });
});
