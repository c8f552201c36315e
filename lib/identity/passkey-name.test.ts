import { describe, expect, it } from "vitest";
import { passkeyName, PASSKEY_NAME_CHARACTERS_MAX } from "./passkey-name";

const CHROME_ON_LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
const NO_AAGUID = "00000000-0000-0000-0000-000000000000";

describe("the name of a new passkey", () => {
  it("is the device's where nobody says who keeps it", () => {
    expect(passkeyName(NO_AAGUID, CHROME_ON_LINUX)).toBe("Chrome on Linux");
  });

  it("tells the keeper first where it is known, however its id is spelt", () => {
    expect(passkeyName("BADA5566-a7aa-401f-bd96-45619a55120d", CHROME_ON_LINUX)).toBe("1Password, Chrome on Linux");
  });

  it("is just that where nothing is known", () => {
    expect(passkeyName(NO_AAGUID, "")).toBe("Passkey");
    expect(passkeyName("constructor", "")).toBe("Passkey");
  });

  it("always fits", () => {
    for (const agent of ["", CHROME_ON_LINUX, "Macintosh Firefox/1", "Windows Chrome/1"]) {
      for (const aaguid of ["ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4", NO_AAGUID]) {
        const { length } = passkeyName(aaguid, agent);
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(PASSKEY_NAME_CHARACTERS_MAX);
      }
    }
  });
});
