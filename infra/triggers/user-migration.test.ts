import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { argon2id, bcrypt } from "hash-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { normaliseEmail } from "@/lib/identity/email-address";
import { legacyEmail, readLegacyAccount, type LegacyAccount } from "./legacy-account";
import { createEndpointStore } from "./legacy-endpoint";
import { createFileStore } from "./legacy-file";
import { hashKindOf, HASH_OF_NOBODY, HASH_WORK, isLegacyPassword, type HashWork } from "./legacy-password";
import { legacyUsername } from "./legacy-username";
import type { MigrationEvent } from "./migration-event";
import { migrate, migrationParts, type MigrationParts } from "./user-migration";

const KEY = `demo.${"m".repeat(43)}`;
const PASSWORD = "the old horse's battery";
const CLIENT = "legacyclient";
const NOW = Date.UTC(2026, 11, 1);
const salt = new Uint8Array(16).fill(7);
let argon2Hash = "";
let bcryptHash = "";

beforeAll(async () => {
  argon2Hash = await argon2id({
    ...{ password: PASSWORD, salt, parallelism: 1, iterations: 2, memorySize: 1_024, hashLength: 32 },
    outputType: "encoded",
  });
  bcryptHash = await bcrypt({ password: PASSWORD, salt, costFactor: 4, outputType: "encoded" });
});

const account = (changes: Partial<LegacyAccount> = {}): LegacyAccount => ({
  ...{ legacyId: "7", email: "ann@old.test", isEmailVerified: true, isActive: true, passwordHash: argon2Hash },
  ...changes,
});
const partsOf = (accounts: readonly LegacyAccount[], changes: Partial<MigrationParts> = {}): MigrationParts => ({
  store: { find: async (email) => accounts.find((one) => one.email === email) ?? null },
  ...{ nameKey: KEY, passwordClientId: CLIENT, passwordsUntilMs: NOW + 1, likeOthers: undefined },
  ...changes,
});
const event = (changes: Partial<MigrationEvent> = {}): MigrationEvent => ({
  ...{ triggerSource: "UserMigration_Authentication", userName: "ann@old.test", callerContext: { clientId: CLIENT } },
  ...{ request: { password: PASSWORD }, response: {} },
  ...changes,
});
const forgotten = (changes: Partial<MigrationEvent> = {}) =>
  event({ triggerSource: "UserMigration_ForgotPassword", request: {}, callerContext: { clientId: "web" }, ...changes });
const answerOf = async (asked: MigrationEvent, parts: MigrationParts, nowMs = NOW) =>
  (await migrate(asked, parts, nowMs).catch((error: unknown) => ({ response: error instanceof Error ? error.message : "no error" })))
    .response;

const MADE = () => ({
  userAttributes: { username: legacyUsername(KEY, "7"), email: "ann@old.test", email_verified: "true" },
  ...{ finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS", forceAliasCreation: false },
});

describe("an old password", () => {
  it("opens its account, by argon2id and by bcrypt, whatever the case of the address", async () => {
    expect(await answerOf(event({ userName: " Ann@Old.TEST " }), partsOf([account()]))).toEqual(MADE());
    expect(await answerOf(event(), partsOf([account({ passwordHash: bcryptHash })]))).toEqual(MADE());
  });

  it.each<[string, Partial<LegacyAccount>, Partial<MigrationEvent>]>([
    ["another password", {}, { request: { password: "another horse" } }],
    ["no password", {}, { request: {} }],
    ["an empty password", {}, { request: { password: "" } }],
    ["a password with a NUL behind the right one", {}, { request: { password: `${PASSWORD}\0x` } }],
    ["an account that is closed", { isActive: false }, {}],
    ["an address that was never proven", { isEmailVerified: false }, {}],
    ["an account without a hash", { passwordHash: null }, {}],
    ["a hash that is none", { passwordHash: "plain" }, {}],
    ["an address that nobody has", {}, { userName: "nobody@old.test" }],
    ["a name that is no address", {}, { userName: "ann" }],
    ["another app client", {}, { callerContext: { clientId: "web" } }],
    ["a source that is none", {}, { triggerSource: "UserMigration_Other" }],
  ])("is refused with %s, in the same words", async (_, changes, asked) => {
    expect(await answerOf(event(asked), partsOf([account(changes)]))).toBe("LEGACY_REFUSED");
  });

  it("is refused from the end date on, and before it is not", async () => {
    expect(await answerOf(event(), partsOf([account()]), NOW)).toEqual(MADE());
    expect(await answerOf(event(), partsOf([account()]), NOW + 1)).toBe("LEGACY_REFUSED");
  });

  it("is refused where no client is named for it", async () => {
    expect(await answerOf(event(), partsOf([account()], { passwordClientId: null }))).toBe("LEGACY_REFUSED");
  });

  it("says when the store cannot be asked, which is no judgement", async () => {
    const store = { find: () => Promise.reject(new Error("down")) };
    expect(await answerOf(event(), partsOf([], { store }))).toBe("LEGACY_STORE_UNAVAILABLE");
    expect(await answerOf(forgotten(), partsOf([], { store }))).toBe("LEGACY_STORE_UNAVAILABLE");
  });
});

describe("a forgotten password", () => {
  it("makes the account without a password, for the mailbox to open; no client and no end date is asked", async () => {
    expect(await answerOf(forgotten(), partsOf([account({ passwordHash: null })]), NOW + 10)).toEqual(MADE());
  });

  it.each<[string, Partial<LegacyAccount>]>([
    ["is closed", { isActive: false }],
    ["has an unproven address", { isEmailVerified: false }],
    ["is somebody else's", { email: "bob@old.test" }],
  ])("makes none that %s", async (_, changes) => {
    expect(await answerOf(forgotten(), partsOf([account(changes)]))).toBe("LEGACY_REFUSED");
  });
});

describe("the work of a guess", () => {
  const counted = () => {
    const done: string[] = [];
    const work: HashWork = {
      argon2: (password, hash) => (done.push(`argon2 ${hash.split("$")[3] ?? ""}`), HASH_WORK.argon2(password, hash)),
      bcrypt: (password, hash) => (done.push(`bcrypt ${hash.split("$")[2] ?? ""}`), HASH_WORK.bcrypt(password, hash)),
    };
    return { done, work };
  };
  const CASES: [string, (hash: string) => readonly LegacyAccount[], string][] = [
    ["the right password", (passwordHash) => [account({ passwordHash })], PASSWORD],
    ["a wrong one", (passwordHash) => [account({ passwordHash })], "another horse"],
    ["an unknown address", () => [], PASSWORD],
    ["a closed account", (passwordHash) => [account({ passwordHash, isActive: false })], PASSWORD],
    ["an unproven address", (passwordHash) => [account({ passwordHash, isEmailVerified: false })], PASSWORD],
    ["an account without a hash", () => [account({ passwordHash: null })], PASSWORD],
    ["a broken hash", () => [account({ passwordHash: "$2b$99$" })], PASSWORD],
    ["an empty password", (passwordHash) => [account({ passwordHash })], ""],
  ];

  it.each(CASES)("is exactly one hash like the others for %s", async (_, accounts, password) => {
    for (const [hash, mark] of [
      [argon2Hash, "argon2 m=1024,t=2,p=1"],
      [bcryptHash, "bcrypt 04"],
    ] as const) {
      const { done, work } = counted();
      await answerOf(event({ request: { password } }), partsOf(accounts(hash), { likeOthers: hash, work }));
      expect(done).toEqual([mark]);
    }
  });

  it("is OWASP's argon2id where the environment names no hash like the others, and that hash is of nobody", async () => {
    const { done, work } = counted();
    expect(await isLegacyPassword("anything", null, undefined, work)).toBe(false);
    expect(done).toEqual(["argon2 m=19456,t=2,p=1"]);
    expect(hashKindOf(HASH_OF_NOBODY)).toBe("argon2");
  });

  it("never lets a stand-in hash open anything, even by its own password", async () => {
    expect(await isLegacyPassword(PASSWORD, null, argon2Hash)).toBe(false);
    expect(await isLegacyPassword(PASSWORD, "junk", bcryptHash)).toBe(false);
  });

  it.each([
    ["$2b$14$" + "a".repeat(53), null],
    ["$2b$12$" + "a".repeat(53), "bcrypt"],
    ["$2x$12$" + "a".repeat(53), null],
    ["$argon2id$v=19$m=262145,t=2,p=1$aG9sZGZhc3Qtbm9ib2R5IQ$aG9sZGZhc3Qtbm9ib2R5IQ", null],
    ["$argon2id$v=19$m=65536,t=9,p=1$aG9sZGZhc3Qtbm9ib2R5IQ$aG9sZGZhc3Qtbm9ib2R5IQ", null],
    ["$argon2id$v=19$m=65536,t=3,p=4$aG9sZGZhc3Qtbm9ib2R5IQ$aG9sZGZhc3Qtbm9ib2R5IQ", "argon2"],
    ["5f4dcc3b5aa765d61d8327deb882cf99", null],
  ])("takes no hash that is dearer than the pool's patience, or that is none: %s", (hash, kind) => {
    expect(hashKindOf(hash)).toBe(kind);
  });

  it("cuts a long password as bcrypt always did", async () => {
    const long = "x".repeat(72);
    const hash = await bcrypt({ password: long, salt, costFactor: 4, outputType: "encoded" });
    expect(await isLegacyPassword(`${long}and more`, hash)).toBe(true);
    expect(await isLegacyPassword("x".repeat(71), hash)).toBe(false);
  });
});

describe("the names", () => {
  it("of addresses are the product's own", () => {
    for (const typed of ["Ann@Old.test", " a@b.co ", "ann", "a@b", "\u212Aate@old.test", `${"a".repeat(250)}@b.co`, "a b@c.de"]) {
      const product = normaliseEmail(typed);
      expect(legacyEmail(typed)).toBe(product.ok ? product.value : null);
    }
  });

  it("of accounts are one per legacy id, a UUID, and another under another key", () => {
    expect(legacyUsername(KEY, "7")).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(legacyUsername(KEY, "7")).toBe(legacyUsername(KEY.replace("demo.", ""), "7"));
    expect(legacyUsername(KEY, "7")).not.toBe(legacyUsername(KEY, "8"));
    expect(legacyUsername(KEY, "7")).not.toBe(legacyUsername("x".repeat(43), "7"));
  });
});

describe("the stores", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-legacy-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const line = (changes: object = {}) =>
    JSON.stringify({ legacyId: "7", email: "Ann@old.test", emailVerified: true, status: "active", passwordHash: null, ...changes });

  it("of a file: reads lines, takes two accounts of one address for nobody but for closed ones, and sees that it changed", async () => {
    const file = path.join(folder, "store.ndjson");
    writeFileSync(
      file,
      [line(), "not json", "", line({ legacyId: "8", email: "two@old.test" }), line({ legacyId: "9", email: "TWO@old.test" })].join("\n"),
    );
    const store = createFileStore(file);
    expect(await store.find("ann@old.test")).toEqual(account({ passwordHash: null }));
    expect(await store.find("two@old.test")).toBeNull();
    writeFileSync(file, [line({ legacyId: "6", status: "closed" }), line(), line({ legacyId: "5", status: "closed" })].join("\n"));
    expect((await store.find("ann@old.test"))?.legacyId).toBe("7");
    expect(await store.find("nobody@old.test")).toBeNull();
    writeFileSync(file, line({ status: "closed", pad: "x" }));
    expect((await store.find("ann@old.test"))?.isActive).toBe(false);
    await expect(createFileStore(path.join(folder, "absent")).find("a@b.co")).rejects.toThrow();
  });

  it("of an endpoint: asks by the address alone, and believes only that account", async () => {
    const asked: { readonly body: string; readonly bearer: string | undefined }[] = [];
    const answers: [number, string][] = [
      [200, line()],
      [404, ""],
      [409, ""],
      [200, line({ email: "bob@old.test" })],
      [500, ""],
      [200, "no json"],
      [302, ""],
    ];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        asked.push({ body, bearer: request.headers.authorization });
        const [status, text] = answers.shift() ?? [500, ""];
        response.writeHead(status, status === 302 ? { location: "http://127.0.0.1:9/" } : {}).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const store = createEndpointStore(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, "secret");
      expect(await store.find("ann@old.test")).toEqual(account({ passwordHash: null }));
      expect(asked).toEqual([{ body: '{"email":"ann@old.test"}', bearer: "Bearer secret" }]);
      expect(await store.find("ann@old.test")).toBeNull();
      expect(await store.find("ann@old.test")).toBeNull();
      for (let rest = 0; rest < 4; rest += 1) await expect(store.find("ann@old.test")).rejects.toThrow();
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("are none without a key for names, and old passwords are off without their client and day", () => {
    const file = path.join(folder, "store.ndjson");
    expect(migrationParts({ LEGACY_STORE_FILE: file }).store).toBeNull();
    expect(migrationParts({ LEGACY_NAME_KEY: KEY }).store).toBeNull();
    const open = migrationParts({ LEGACY_NAME_KEY: KEY, LEGACY_STORE_FILE: file, LEGACY_PASSWORD_CLIENT_ID: CLIENT });
    expect(open.store).not.toBeNull();
    expect([open.passwordClientId, open.passwordsUntilMs]).toEqual([CLIENT, 0]);
    expect(migrationParts({ LEGACY_PASSWORDS_UNTIL: "2026-12-01T00:00:00Z" }).passwordsUntilMs).toBe(NOW);
  });

  it("take a line that is not what it must be for no account", () => {
    for (const bad of [
      null,
      "x",
      {},
      { legacyId: "a b", email: "a@b.co" },
      { legacyId: "1", email: "nope" },
      { legacyId: 1, email: "a@b.co" },
    ])
      expect(readLegacyAccount(bad)).toBeNull();
    expect(readLegacyAccount({ legacyId: "1", email: "a@b.co", emailVerified: "true", status: "ACTIVE" })).toMatchObject({
      isEmailVerified: false,
      isActive: false,
    });
  });
});
