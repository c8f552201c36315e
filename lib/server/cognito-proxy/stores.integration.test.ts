import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { setTestSettings } from "@/lib/testing/set-test-settings";

import {
  dropPasskey,
  isMfaSwitchOwed,
  keepPasskey,
  noteMfaSwitched,
  openCeremony,
  takeCeremony,
  type VerifiedPasskey,
} from "./passkey-store";
import { forgetSignUp, forgetSignUps, rememberSignUp, usernameOf } from "./pending-sign-ups";
import { countUse, RATE_POLICY } from "./rate-limiter";

let own: TestDatabase;
let database: Database;
const NOW = 1_800_000_000;
const DAY = 86_400;

beforeAll(async () => {
  setTestSettings();
  own = await createTestDatabase();
  database = createDatabase({ url: own.appUrl, poolSize: 10 });
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

describe("a sign-up that waits for its code", () => {
  const email = "new@holdfast.test";
  const here = { email, preAuth: "browser-1" };

  test("maps the address to its random username for 24 hours, and no second longer", async () => {
    const username = await rememberSignUp(database, here, NOW);
    expect(await usernameOf(database, here, NOW + DAY - 1)).toEqual({ username, isPending: true });
    expect(await usernameOf(database, here, NOW + DAY)).toMatchObject({ isPending: false });
    await forgetSignUps(database, email);
  });

  test("belongs to the browser that started it, although a stranger signed the same address up later", async () => {
    const mine = await rememberSignUp(database, here, NOW);
    const strangers = await rememberSignUp(database, { email, preAuth: "browser-2" }, NOW + 60);
    expect(await usernameOf(database, here, NOW + 61)).toEqual({ username: mine, isPending: true });
    expect(await usernameOf(database, { email, preAuth: "" }, NOW + 61)).toEqual({ username: strangers, isPending: true });
    await forgetSignUp(database, email, strangers);
    expect(await usernameOf(database, { email, preAuth: "browser-2" }, NOW + 61)).toEqual({ username: mine, isPending: true });
    await forgetSignUps(database, email);
    expect(await usernameOf(database, here, NOW + 61)).toMatchObject({ isPending: false });
  });

  test("has a stable stand-in of the same form when nobody signed up", async () => {
    const unknown = await usernameOf(database, { email: "nobody@holdfast.test", preAuth: "a" }, NOW);
    expect(unknown.username).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await usernameOf(database, { email: "nobody@holdfast.test", preAuth: "b" }, NOW + DAY)).toEqual(unknown);
    expect((await usernameOf(database, { email: "nobody2@holdfast.test", preAuth: "a" }, NOW)).username).not.toBe(unknown.username);
  });
});

describe("starts from one network", () => {
  const { uses, windowSeconds } = RATE_POLICY["sign-up-mail"];
  const use = (name: string, nowSeconds: number) => countUse(database, { purpose: "sign-up-mail", name, nowSeconds });

  test("are allowed up to the limit, refused beyond it, and allowed again past the window", async () => {
    for (let count = 0; count < uses; count += 1) expect(await use("a", NOW)).toMatchObject({ ok: true });
    expect(await use("a", NOW + 10)).toEqual({ ok: false, refusal: { retryAfterSeconds: windowSeconds - 10 } });
    expect(await use("b", NOW + 10)).toMatchObject({ ok: true });
    expect(await use("a", NOW + windowSeconds - 1)).toEqual({ ok: false, refusal: { retryAfterSeconds: 1 } });
    for (let count = 0; count < uses; count += 1) expect(await use("a", NOW + windowSeconds)).toMatchObject({ ok: true });
    expect(await use("a", NOW + windowSeconds)).toMatchObject({ ok: false });
  });

  test("are counted exactly when they come at the same moment", async () => {
    const outcomes = await Promise.all(Array.from({ length: 60 }, () => use("c", NOW)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(uses);
  });
});

describe("passkeys", () => {
  const passkey = (credentialId: string): VerifiedPasskey & { readonly name: string } => ({
    name: "Chrome on Linux",
    credentialId,
    publicKey: new Uint8Array([1, 2, 3]),
    signCount: 0,
    transports: ["internal", "hybrid"],
    aaguid: "00000000-0000-0000-0000-000000000000",
    isBackupEligible: true,
    isBackedUp: false,
  });

  test("an enrolment is finished once, by its own session, within five minutes", async () => {
    const mine = { sub: "sub-a", sessionId: randomUUID() };
    const ceremony = { challenge: "c".repeat(43), relyingPartyId: "localhost", isFirst: true };
    await openCeremony(database, mine, ceremony, NOW);
    expect(await takeCeremony(database, { ...mine, sub: "sub-b" }, NOW)).toBeNull();
    expect(await takeCeremony(database, { ...mine, sessionId: randomUUID() }, NOW)).toBeNull();
    expect(await takeCeremony(database, mine, NOW + 299)).toEqual(ceremony);
    expect(await takeCeremony(database, mine, NOW + 299)).toBeNull();
    await openCeremony(database, mine, ceremony, NOW);
    expect(await takeCeremony(database, mine, NOW + 300)).toBeNull();
  });

  test("of 20 parallel finishes one gets the enrolment", async () => {
    const mine = { sub: "sub-a", sessionId: randomUUID() };
    await openCeremony(database, mine, { challenge: "d".repeat(43), relyingPartyId: "localhost", isFirst: false }, NOW);
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeCeremony(database, mine, NOW)));
    expect(taken.filter((ceremony) => ceremony !== null)).toHaveLength(1);
  });

  test("are the trader's own: nobody else can claim, see or remove one", async () => {
    expect(await keepPasskey(database, "sub-a", passkey("cred-1"), NOW)).toBe(true);
    expect(await keepPasskey(database, "sub-b", passkey("cred-1"), NOW)).toBe(false);
    expect(await isMfaSwitchOwed(database, "sub-b")).toBe(false);
    await dropPasskey(database, "sub-b", "cred-1");
    expect(await isMfaSwitchOwed(database, "sub-a")).toBe(true);
    await noteMfaSwitched(database, "sub-a", NOW);
    expect(await isMfaSwitchOwed(database, "sub-a")).toBe(false);
    await dropPasskey(database, "sub-a", "cred-1");
    expect(await keepPasskey(database, "sub-b", passkey("cred-1"), NOW)).toBe(true);
  });
});
