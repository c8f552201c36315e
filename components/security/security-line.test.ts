import { describe, expect, it } from "vitest";
import type { PasskeyDto, PasskeysDto } from "@/lib/contracts/passkeys";
import { securityLine } from "./security-line";

const passkey = (addedHere = true): PasskeyDto => ({ id: "a", name: "Chrome on Linux", createdAt: null, addedHere, lastUsed: null });
const state = (passkeys: PasskeyDto[], ways: Partial<PasskeysDto["ways"]> = {}): PasskeysDto => ({
  passkeys,
  ways: { passkeyOnly: { state: "off", since: null, endsAt: null }, authenticator: "active", ...ways },
});

describe("the line above the security page", () => {
  it("names a passkey that was not added here before anything else", () => {
    expect(securityLine(state([passkey(), passkey(false)]))).toMatchObject({ isStrong: false });
    expect(securityLine(state([passkey(), passkey(false)])).line).toMatch(/not added here/);
  });

  it("is good news with a passkey and an authenticator, with two passkeys, and with passkeys only", () => {
    expect(securityLine(state([passkey()])).isStrong).toBe(true);
    expect(securityLine(state([passkey(), passkey()], { authenticator: "removed" })).isStrong).toBe(true);
    const on = { state: "on", since: null, endsAt: null } as const;
    expect(securityLine(state([passkey(), passkey()], { passkeyOnly: on })).line).toMatch(/nothing that can be phished/);
  });

  it("says what is missing otherwise", () => {
    expect(securityLine(state([passkey()], { authenticator: "removed" })).line).toMatch(/second one/);
    expect(securityLine(state([])).line).toMatch(/A passkey would/);
    expect(securityLine(state([], { authenticator: "none" })).line).toMatch(/password only/);
  });
});
