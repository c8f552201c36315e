import { describe, expect, it } from "vitest";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { parseSettings } from "./parse-settings";

const LEGACY = {
  LEGACY_PASSWORD_CLIENT_ID: "legacyclient",
  LEGACY_PASSWORD_CLIENT_SECRET: "legacyclientsecret0123456789",
  LEGACY_PASSWORDS_UNTIL: "2027-03-31T00:00:00+02:00",
};
const refusalOf = (environment: Record<string, string | undefined>) => {
  const result = parseSettings({ ...TEST_ENVIRONMENT, ...environment });
  return result.ok ? null : result.refusal;
};

describe("the settings of old passwords", () => {
  it("are absent unless somebody sets them: then no password in clear is taken", () => {
    expect(parseSettings(TEST_ENVIRONMENT)).toMatchObject({ ok: true, value: { legacyPasswords: null } });
  });

  it("name a client of their own and the day on which the way closes, and the secret prints as a mark", () => {
    const parsed = parseSettings({ ...TEST_ENVIRONMENT, ...LEGACY });
    expect(parsed).toMatchObject({
      ok: true,
      value: { legacyPasswords: { clientId: "legacyclient", untilSeconds: Date.UTC(2027, 2, 30, 22) / 1_000 } },
    });
    expect(JSON.stringify(parsed)).not.toContain(LEGACY.LEGACY_PASSWORD_CLIENT_SECRET);
  });

  it.each(Object.keys(LEGACY))("stop the start when only %s is absent, so that the way never lacks its end", (name) => {
    expect(refusalOf({ ...LEGACY, [name]: undefined })).toMatch(new RegExp(`^${name} is not set`));
  });

  it.each([
    ["LEGACY_PASSWORD_CLIENT_ID", TEST_ENVIRONMENT.COGNITO_CLIENT_ID],
    ["LEGACY_PASSWORD_CLIENT_ID", TEST_ENVIRONMENT.COGNITO_MACHINE_CLIENT_ID],
    ["LEGACY_PASSWORDS_UNTIL", "31.03.2027"],
    ["LEGACY_PASSWORDS_UNTIL", "2027-03-31"],
    ["LEGACY_PASSWORD_CLIENT_SECRET", "short"],
  ])("stop the start on %s=%s", (name, value) => {
    expect(refusalOf({ ...LEGACY, [name]: value })).toMatch(new RegExp(`^${name} `));
  });
});
