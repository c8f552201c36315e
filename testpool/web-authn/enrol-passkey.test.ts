import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { passPassword, refusalOf, signInWithTotp, tokensOf } from "../testing/drive-pool";
import { usePasskeyPool } from "../testing/passkey-pool";
import { SoftwareAuthenticator, type CeremonyBend } from "../testing/software-authenticator";
import { OPERATOR, SECOND, STAFF, TOTP_SECRET, TRADER } from "../testing/test-seed";

const { running, send, traderToken, start, complete, enrol } = usePasskeyPool({ beforeAll, beforeEach, afterAll }, cognito);

describe("enrolling a passkey", () => {
  test("stores it with what it says about itself", async () => {
    const passkey = await enrol();
    const list = await send("ListWebAuthnCredentials", { AccessToken: traderToken() });
    expect(list["Credentials"]).toMatchObject([
      {
        CredentialId: passkey.credentialId,
        RelyingPartyId: "localhost",
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["internal"],
      },
    ]);
  });

  test("asks for a discoverable credential with user verification, and excludes those it knows", async () => {
    const passkey = await enrol();
    expect(await start()).toMatchObject({
      rp: { id: "localhost" },
      user: { id: Buffer.from(TRADER.sub).toString("base64url"), name: TRADER.email },
      pubKeyCredParams: [{ alg: -7 }, { alg: -257 }],
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ id: passkey.credentialId }],
    });
  });

  const REFUSED: readonly [what: string, bend: CeremonyBend, name: string][] = [
    ["a page of another origin", { origin: "https://evil.example" }, "WebAuthnOriginNotAllowedException"],
    ["an origin that only begins alike", { origin: "http://localhost.evil.example" }, "WebAuthnOriginNotAllowedException"],
    ["a numeric address", { origin: "http://127.0.0.1:3000" }, "WebAuthnOriginNotAllowedException"],
    ["a frame on another site", { crossOrigin: true }, "WebAuthnOriginNotAllowedException"],
    ["another relying party", { rpId: "evil.example" }, "WebAuthnRelyingPartyMismatchException"],
    ["another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, "WebAuthnChallengeNotFoundException"],
    ["the wrong ceremony", { type: "webauthn.get" }, "InvalidParameterException"],
    ["nobody verified", { userVerified: false }, "WebAuthnCredentialNotSupportedException"],
    ["nobody present", { userPresent: false }, "WebAuthnCredentialNotSupportedException"],
    ["an algorithm that was not offered", { algorithm: -8 }, "WebAuthnCredentialNotSupportedException"],
  ];

  test.each(REFUSED)("is refused from %s, and accepted without it", async (_what, bend, name) => {
    const passkey = new SoftwareAuthenticator();
    expect((await refusalOf(complete(passkey.create(await start(), bend)))).name).toBe(name);
    await enrol(passkey);
  });

  test("needs an open enrolment, once, in time", async () => {
    const passkey = new SoftwareAuthenticator();
    const stray = passkey.create({ challenge: "AAAA", rp: { id: "localhost" } });
    expect((await refusalOf(complete(stray))).name).toBe("WebAuthnChallengeNotFoundException");
    const credential = passkey.create(await start());
    await complete(credential);
    expect((await refusalOf(complete(credential))).name).toBe("WebAuthnChallengeNotFoundException");
    const late = new SoftwareAuthenticator().create(await start());
    running.pool.advanceClock(180);
    expect((await refusalOf(complete(late))).name).toBe("WebAuthnChallengeNotFoundException");
  });

  test("belongs to the client and to the user who started it", async () => {
    const second = await signInWithTotp(running, send, SECOND, TRADER, TOTP_SECRET);
    const credential = new SoftwareAuthenticator().create(await start());
    expect((await refusalOf(complete(credential, second.AccessToken))).name).toBe("WebAuthnClientMismatchException");
    await complete(credential);
  });

  test("is refused for a credential that somebody has already", async () => {
    const passkey = await enrol();
    const again = new SoftwareAuthenticator().create(await start(), { credentialId: passkey.credentialId });
    expect((await refusalOf(complete(again))).name).toBe("WebAuthnCredentialNotSupportedException");
  });

  test("is refused for what is no credential at all", async () => {
    for (const credential of [{}, { id: "x", response: {} }, { id: "x", response: { clientDataJSON: "!!", attestationObject: "x" } }]) {
      await start();
      expect((await refusalOf(complete(credential))).name).toBe("InvalidParameterException");
    }
    const broken = new SoftwareAuthenticator().create(await start());
    const bent = { ...broken, response: { ...broken.response, attestationObject: "oWNmbXQ" } };
    expect((await refusalOf(complete(bent))).name).toBe("InvalidParameterException");
    await enrol();
  });

  test("stops at twenty", async () => {
    for (let count = 0; count < 20; count += 1) await enrol();
    expect((await refusalOf(start())).name).toBe("LimitExceededException");
    const list = await send("ListWebAuthnCredentials", { AccessToken: traderToken(), MaxResults: 15 });
    expect(list["Credentials"]).toHaveLength(15);
    const rest = await send("ListWebAuthnCredentials", { AccessToken: traderToken(), NextToken: list["NextToken"] });
    expect(rest["Credentials"]).toHaveLength(5);
    const [first] = rest["Credentials"] as { CredentialId: string }[];
    await send("DeleteWebAuthnCredential", { AccessToken: traderToken(), CredentialId: first?.CredentialId });
    await enrol();
  }, 30_000);

  test("is not offered by a pool without passkeys", async () => {
    const operator = tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password));
    expect((await refusalOf(start(operator.AccessToken))).name).toBe("WebAuthnNotEnabledException");
  });
});
