import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashFor, passPassword, refusalOf, reply, tokensOf, totpCode } from "../testing/drive-pool";
import { optionsOf, usePasskeyPool } from "../testing/passkey-pool";
import { SoftwareAuthenticator, type CeremonyBend } from "../testing/software-authenticator";
import { NEWCOMER, OPERATOR, PUBLIC, STAFF, TOTP_SECRET, TRADER, WEB } from "../testing/test-seed";

const { running, send, traderToken, enrol, prefer, ask, answer, signIn } = usePasskeyPool({ beforeAll, beforeEach, afterAll }, cognito);

const INCORRECT = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe("signing in with a passkey", () => {
  test("is offered once the user has one, and satisfies MFA when the user prefers it", async () => {
    const passkey = await enrol();
    const before = await signIn(passkey);
    expect(before.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await prefer();
    const asked = await ask();
    expect(asked.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]);
    expect(optionsOf(asked)).toMatchObject({
      rpId: "localhost",
      timeout: 180_000,
      userVerification: "required",
      allowCredentials: [{ type: "public-key", id: passkey.credentialId, transports: ["internal"] }],
    });
    tokensOf(await answer(asked, passkey.get(optionsOf(asked))));
    const user = await send("GetUser", { AccessToken: traderToken() });
    expect(user["UserMFASettingList"]).toEqual(["SOFTWARE_TOKEN_MFA", "WEB_AUTHN_MFA"]);
  });

  test("works through SELECT_CHALLENGE and a client with a secret", async () => {
    const passkey = await enrol();
    await prefer();
    const parameters = { USERNAME: TRADER.email, ...hashFor(WEB, TRADER.email) };
    const select = await send("InitiateAuth", { ClientId: WEB.id, AuthFlow: "USER_AUTH", AuthParameters: parameters });
    const chosen = reply(WEB, "SELECT_CHALLENGE", select.Session, TRADER.email, { ANSWER: "WEB_AUTHN" });
    const asked = await send("RespondToAuthChallenge", chosen);
    tokensOf(await answer(asked, passkey.get(optionsOf(asked)), WEB));
  });

  test("without the preference goes on to the app's code", async () => {
    const asked = await signIn(await enrol());
    const code = { SOFTWARE_TOKEN_MFA_CODE: totpCode(running, TOTP_SECRET, 1) };
    tokensOf(await send("RespondToAuthChallenge", reply(PUBLIC, "SOFTWARE_TOKEN_MFA", asked.Session, TRADER.username, code)));
  });

  const REFUSED: readonly [what: string, bend: CeremonyBend][] = [
    ["a page of another origin", { origin: "https://evil.example" }],
    ["plain http on another host", { origin: "http://holdfast.test" }],
    ["a frame on another site", { crossOrigin: true }],
    ["another relying party", { rpId: "evil.example" }],
    ["another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["the wrong ceremony", { type: "webauthn.create" }],
    ["nobody verified", { userVerified: false }],
    ["nobody present", { userPresent: false }],
    ["another user's handle", { userHandle: Buffer.from(NEWCOMER.sub).toString("base64url") }],
    ["a counter that stands still", { counter: 1 }],
    ["a counter that went back", { counter: 0 }],
    ["a signature over something else", { breakSignature: true }],
    ["an unknown credential", { credentialId: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ];

  test.each(REFUSED)("is refused from %s, and accepted without it", async (_what, bend) => {
    const passkey = await enrol();
    await prefer();
    expect(await refusalOf(signIn(passkey, bend))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("is refused with another key under the same credential id", async () => {
    const passkey = await enrol();
    await prefer();
    expect(await refusalOf(signIn(new SoftwareAuthenticator(), { credentialId: passkey.credentialId }))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("is refused with a passkey of another user", async () => {
    const passkey = await enrol();
    await prefer();
    const asked = await passPassword(send, PUBLIC, NEWCOMER.email, NEWCOMER.password);
    const associated = await send("AssociateSoftwareToken", { Session: asked.Session });
    const verified = await send("VerifySoftwareToken", {
      Session: associated.Session,
      UserCode: totpCode(running, String(associated["SecretCode"])),
    });
    const newcomer = tokensOf(await send("RespondToAuthChallenge", reply(PUBLIC, "MFA_SETUP", verified.Session, NEWCOMER.username)));
    const foreign = await enrol(new SoftwareAuthenticator(), newcomer.AccessToken);
    expect(await refusalOf(signIn(foreign))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("accepts an assertion once, and not for another challenge", async () => {
    const passkey = await enrol();
    await prefer();
    const asked = await ask();
    const credential = passkey.get(optionsOf(asked));
    tokensOf(await answer(asked, credential));
    expect((await refusalOf(answer(asked, credential))).message).toBe("Invalid session for the user, session can only be used once.");
    expect(await refusalOf(answer(await ask(), credential))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("uses its Session up even when refused, and lets one of two parallel answers in", async () => {
    const passkey = await enrol();
    await prefer();
    const asked = await ask();
    await refusalOf(answer(asked, passkey.get(optionsOf(asked), { userVerified: false })));
    expect((await refusalOf(answer(asked, passkey.get(optionsOf(asked))))).message).toMatch(/only be used once/);
    const again = await ask();
    const both = [passkey.get(optionsOf(again)), passkey.get(optionsOf(again))].map((credential) => answer(again, credential));
    expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is refused with what is no credential", async () => {
    const passkey = await enrol();
    await prefer();
    for (const CREDENTIAL of ["{}", "not json", "[]", JSON.stringify({ id: passkey.credentialId })]) {
      const asked = await ask();
      const input = reply(PUBLIC, "WEB_AUTHN", asked.Session, TRADER.email, { CREDENTIAL });
      expect(await refusalOf(send("RespondToAuthChallenge", input)), CREDENTIAL).toEqual(INCORRECT);
    }
    tokensOf(await signIn(passkey));
  });

  test("ends when the passkey is deleted, by its owner only", async () => {
    const passkey = await enrol();
    await prefer();
    const unknown = send("DeleteWebAuthnCredential", { AccessToken: traderToken(), CredentialId: "unknown" });
    expect((await refusalOf(unknown)).name).toBe("ResourceNotFoundException");
    const asked = await ask();
    await send("DeleteWebAuthnCredential", { AccessToken: traderToken(), CredentialId: passkey.credentialId });
    expect(await refusalOf(answer(asked, passkey.get(optionsOf(asked))))).toEqual(INCORRECT);
    expect((await ask()).ChallengeName).toBe("SELECT_CHALLENGE");
  });
});

test("an unknown user is answered like one without passkeys", async () => {
  const [unknown, known] = [await ask("nobody@example.test"), await ask(NEWCOMER.email)];
  expect(unknown.ChallengeName).toBe(known.ChallengeName);
  expect(unknown.AvailableChallenges).toEqual(known.AvailableChallenges);
  const SESSION = unknown.Session;
  const chosen = reply(PUBLIC, "SELECT_CHALLENGE", SESSION, "nobody@example.test", { ANSWER: "WEB_AUTHN" });
  expect((await send("RespondToAuthChallenge", chosen)).ChallengeName).toBe("SELECT_CHALLENGE");
});

test("passkeys may be preferred only where they are multi-factor, and beside another method", async () => {
  await prefer();
  const operator = tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password));
  expect((await refusalOf(prefer(operator.AccessToken))).name).toBe("InvalidParameterException");
});
