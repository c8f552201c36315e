import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { explainFailure } from "./explain-failure";
import { passkeyFailure } from "./passkey-failure";

const named = (name: string, message = ""): Error => Object.assign(new Error(message), { name });
const codeOf = (thrown: Error, elapsedMs = 900, isKnownHere = true): string =>
  explainFailure(passkeyFailure(thrown, { elapsedMs, isKnownHere })).code;

describe("a passkey that did not answer", () => {
  test("was cancelled, as far as anybody can tell, where this browser has used one; the words name the fingerprint, face or PIN", () => {
    expect(codeOf(named("PasskeyAuthenticationCanceled"))).toBe("passkey_cancelled");
    const { next } = explainFailure(passkeyFailure(named("PasskeyAuthenticationCanceled"), { elapsedMs: 1, isKnownHere: true }));
    expect(next).toMatch(/fingerprint, face or PIN/);
  });

  test("is not here where this browser has never seen one, and the words tell of another device", () => {
    expect(codeOf(named("PasskeyAuthenticationCanceled"), 900, false)).toBe("passkey_not_here");
    const { next } = explainFailure(passkeyFailure(named("NotAllowedError"), { elapsedMs: 1, isKnownHere: false }));
    expect(next).toMatch(/another device/);
  });

  test("took too long from the limit on, and not a moment before", () => {
    expect(codeOf(named("PasskeyAuthenticationCanceled"), 54_999)).toBe("passkey_cancelled");
    expect(codeOf(named("PasskeyAuthenticationCanceled"), 55_000)).toBe("passkey_timed_out");
    expect(codeOf(named("PasskeyRegistrationCanceled"), 55_000)).toBe("passkey_timed_out");
  });

  test("was not accepted where the pool refused it; nobody is told of a password that they did not type", () => {
    expect(codeOf(named("NotAuthorizedException", "Incorrect username or password."))).toBe("passkey_not_accepted");
    expect(codeOf(named("NotAuthorizedException", "User is disabled."))).toBe("account_disabled");
  });

  test("of another address, or on a device that cannot check its holder, has words of its own", () => {
    expect(codeOf(named("RelyingPartyMismatch"))).toBe("passkey_address");
    expect(codeOf(named("SecurityError"))).toBe("passkey_address");
    expect(codeOf(named("ConstraintError"))).toBe("passkey_no_lock");
    expect(codeOf(named("PasskeyAlreadyExists"))).toBe("passkey_exists");
  });
});

// ADR-033: once this turns red, Amplify has learnt to wait for an autofill, and the sign-in page can offer passkeys in the email field.
test("the installed Amplify asks for a passkey in a window only: it names no mediation", () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("aws-amplify/package.json")),
    "node_modules/@aws-amplify/auth/dist/esm/client",
  );
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".mjs"));
  expect(sources.some((name) => name.endsWith("getPasskey.mjs"))).toBe(true);
  expect(sources.filter((name) => /mediation/i.test(readFileSync(join(folder, name), "utf8")))).toEqual([]);
});
