import { beforeAll, expect, test } from "vitest";

import { setTestSettings } from "@/lib/testing/set-test-settings";

import { openChallenge, sealChallenge } from "./challenge-seal";
import type { SignInState } from "./sign-in-state";

beforeAll(() => setTestSettings());

const state: SignInState = {
  session: "the-pools-own-session",
  email: "trader@holdfast.test",
  userId: "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
  factors: ["password"],
  passkeyId: null,
  hasEnrolled: false,
  recoveryId: null,
  suspicions: [],
  nonce: null,
  expects: "SOFTWARE_TOKEN_MFA",
  expiresAtSeconds: 1_900,
};
const binding = { context: "sign-in", preAuth: "p".repeat(43) };

test("a sealed challenge opens for the same flow, browser and time", () => {
  expect(openChallenge(sealChallenge(state, binding), binding, 1_899)).toEqual(state);
});

test("a sealed challenge shows nothing of the session inside", () => {
  const sealed = sealChallenge(state, binding);
  expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("session");
  expect(sealChallenge(state, binding)).not.toBe(sealed);
});

test("a sealed challenge of another flow opens nothing", () => {
  expect(openChallenge(sealChallenge(state, binding), { ...binding, context: "step-up:1" }, 1_000)).toBeNull();
  expect(openChallenge(sealChallenge(state, { ...binding, context: "step-up:1" }), binding, 1_000)).toBeNull();
});

test("a sealed challenge of another browser opens nothing", () => {
  expect(openChallenge(sealChallenge(state, binding), { ...binding, preAuth: "q".repeat(43) }, 1_000)).toBeNull();
});

test("context and browser cannot be shifted into each other", () => {
  const sealed = sealChallenge(state, { context: 'a","b', preAuth: "c" });
  expect(openChallenge(sealed, { context: "a", preAuth: 'b","c' }, 1_000)).toBeNull();
});

test("a sealed challenge opens nothing from the second it ends", () => {
  expect(openChallenge(sealChallenge(state, binding), binding, 1_900)).toBeNull();
});

test("no bit of a sealed challenge can be changed", () => {
  const bytes = Buffer.from(sealChallenge(state, binding), "base64url");
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(openChallenge(changed.toString("base64url"), binding, 1_000)).toBeNull();
  }
});

test.each([
  ["nothing", ""],
  ["a real session", "AYABeExampleSession"],
  ["other characters", "%%%%"],
  ["too much", "a".repeat(20_000)],
])("%s opens nothing", (_what, sealed) => {
  expect(openChallenge(sealed, binding, 1_000)).toBeNull();
});

test("a second spelling of the same bytes opens nothing", () => {
  const sealed = sealChallenge(state, binding);
  expect(openChallenge(`${sealed}=`, binding, 1_000)).toBeNull();
  expect(openChallenge(` ${sealed}`, binding, 1_000)).toBeNull();
});
