import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningTestPool } from "../server/start-test-pool";
import {
  hashFor,
  passPassword,
  refusalOf,
  reply,
  sdkSend,
  signInWithTotp,
  startSeededPool,
  tokensOf,
  totpCode,
  type Answer,
  type Send,
  type Tokens,
} from "../testing/drive-pool";
import { SoftwareAuthenticator, type CeremonyBend, type CeremonyOptions } from "../testing/software-authenticator";
import { NEWCOMER, OPERATOR, PUBLIC, SECOND, STAFF, TOTP_SECRET, TRADER, WEB, type TestClient } from "../testing/test-seed";

let running: RunningTestPool;
let send: Send;
let trader: Tokens;

beforeAll(async () => {
  running = await startSeededPool();
  send = sdkSend(cognito, running.url);
}, 30_000);
afterAll(() => running.close());
beforeEach(async () => {
  running.pool.reset();
  trader = await signInWithTotp(running, send, PUBLIC, TRADER, TOTP_SECRET);
});

async function start(AccessToken = trader.AccessToken): Promise<CeremonyOptions> {
  return (await send("StartWebAuthnRegistration", { AccessToken }))["CredentialCreationOptions"] as CeremonyOptions;
}

const complete = (Credential: object, AccessToken = trader.AccessToken) =>
  send("CompleteWebAuthnRegistration", { AccessToken, Credential });

async function enrol(passkey = new SoftwareAuthenticator(), AccessToken = trader.AccessToken): Promise<SoftwareAuthenticator> {
  await complete(passkey.create(await start(AccessToken)), AccessToken);
  return passkey;
}

const preferPasskeys = () => send("SetUserMFAPreference", { AccessToken: trader.AccessToken, WebAuthnMfaSettings: { Enabled: true } });

function askPasskey(name: string = TRADER.email, client: TestClient = PUBLIC): Promise<Answer> {
  const AuthParameters = { USERNAME: name, PREFERRED_CHALLENGE: "WEB_AUTHN", ...hashFor(client, name) };
  return send("InitiateAuth", { ClientId: client.id, AuthFlow: "USER_AUTH", AuthParameters });
}

const optionsOf = (asked: Answer) => JSON.parse(asked.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"] ?? "null") as CeremonyOptions;

function answer(asked: Answer, credential: object, client: TestClient = PUBLIC): Promise<Answer> {
  const responses = { CREDENTIAL: JSON.stringify(credential) };
  return send("RespondToAuthChallenge", reply(client, "WEB_AUTHN", asked.Session, TRADER.email, responses));
}

async function signIn(passkey: SoftwareAuthenticator, bend: CeremonyBend = {}): Promise<Answer> {
  const asked = await askPasskey();
  return answer(asked, passkey.get(optionsOf(asked), bend));
}

const INCORRECT = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe("enrolling a passkey", () => {
  test("stores it with what it says about itself", async () => {
    const passkey = await enrol();
    const list = await send("ListWebAuthnCredentials", { AccessToken: trader.AccessToken });
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
    const list = await send("ListWebAuthnCredentials", { AccessToken: trader.AccessToken, MaxResults: 15 });
    expect(list["Credentials"]).toHaveLength(15);
    const rest = await send("ListWebAuthnCredentials", { AccessToken: trader.AccessToken, NextToken: list["NextToken"] });
    expect(rest["Credentials"]).toHaveLength(5);
    const [first] = rest["Credentials"] as { CredentialId: string }[];
    await send("DeleteWebAuthnCredential", { AccessToken: trader.AccessToken, CredentialId: first?.CredentialId });
    await enrol();
  }, 30_000);

  test("is not offered by a pool without passkeys", async () => {
    const operator = tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password));
    expect((await refusalOf(start(operator.AccessToken))).name).toBe("WebAuthnNotEnabledException");
  });
});

describe("signing in with a passkey", () => {
  test("is offered once the user has one, and satisfies MFA when the user prefers it", async () => {
    const passkey = await enrol();
    const before = await signIn(passkey);
    expect(before.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await preferPasskeys();
    const asked = await askPasskey();
    expect(asked.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]);
    expect(optionsOf(asked)).toMatchObject({
      rpId: "localhost",
      timeout: 180_000,
      userVerification: "required",
      allowCredentials: [{ type: "public-key", id: passkey.credentialId, transports: ["internal"] }],
    });
    tokensOf(await answer(asked, passkey.get(optionsOf(asked))));
    const user = await send("GetUser", { AccessToken: trader.AccessToken });
    expect(user["UserMFASettingList"]).toEqual(["SOFTWARE_TOKEN_MFA", "WEB_AUTHN_MFA"]);
  });

  test("works through SELECT_CHALLENGE and a client with a secret", async () => {
    const passkey = await enrol();
    await preferPasskeys();
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
    await preferPasskeys();
    expect(await refusalOf(signIn(passkey, bend))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("is refused with another key under the same credential id", async () => {
    const passkey = await enrol();
    await preferPasskeys();
    expect(await refusalOf(signIn(new SoftwareAuthenticator(), { credentialId: passkey.credentialId }))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("is refused with a passkey of another user", async () => {
    const passkey = await enrol();
    await preferPasskeys();
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
    await preferPasskeys();
    const asked = await askPasskey();
    const credential = passkey.get(optionsOf(asked));
    tokensOf(await answer(asked, credential));
    expect((await refusalOf(answer(asked, credential))).message).toBe("Invalid session for the user, session can only be used once.");
    expect(await refusalOf(answer(await askPasskey(), credential))).toEqual(INCORRECT);
    tokensOf(await signIn(passkey));
  });

  test("uses its Session up even when refused, and lets one of two parallel answers in", async () => {
    const passkey = await enrol();
    await preferPasskeys();
    const asked = await askPasskey();
    await refusalOf(answer(asked, passkey.get(optionsOf(asked), { userVerified: false })));
    expect((await refusalOf(answer(asked, passkey.get(optionsOf(asked))))).message).toMatch(/only be used once/);
    const again = await askPasskey();
    const both = [passkey.get(optionsOf(again)), passkey.get(optionsOf(again))].map((credential) => answer(again, credential));
    expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is refused with what is no credential", async () => {
    const passkey = await enrol();
    await preferPasskeys();
    for (const CREDENTIAL of ["{}", "not json", "[]", JSON.stringify({ id: passkey.credentialId })]) {
      const asked = await askPasskey();
      const input = reply(PUBLIC, "WEB_AUTHN", asked.Session, TRADER.email, { CREDENTIAL });
      expect(await refusalOf(send("RespondToAuthChallenge", input)), CREDENTIAL).toEqual(INCORRECT);
    }
    tokensOf(await signIn(passkey));
  });

  test("ends when the passkey is deleted, by its owner only", async () => {
    const passkey = await enrol();
    await preferPasskeys();
    const unknown = send("DeleteWebAuthnCredential", { AccessToken: trader.AccessToken, CredentialId: "unknown" });
    expect((await refusalOf(unknown)).name).toBe("ResourceNotFoundException");
    const asked = await askPasskey();
    await send("DeleteWebAuthnCredential", { AccessToken: trader.AccessToken, CredentialId: passkey.credentialId });
    expect(await refusalOf(answer(asked, passkey.get(optionsOf(asked))))).toEqual(INCORRECT);
    expect((await askPasskey()).ChallengeName).toBe("SELECT_CHALLENGE");
  });
});

test("an unknown user is answered like one without passkeys", async () => {
  const [unknown, known] = [await askPasskey("nobody@example.test"), await askPasskey(NEWCOMER.email)];
  expect(unknown.ChallengeName).toBe(known.ChallengeName);
  expect(unknown.AvailableChallenges).toEqual(known.AvailableChallenges);
  const SESSION = unknown.Session;
  const chosen = reply(PUBLIC, "SELECT_CHALLENGE", SESSION, "nobody@example.test", { ANSWER: "WEB_AUTHN" });
  expect((await send("RespondToAuthChallenge", chosen)).ChallengeName).toBe("SELECT_CHALLENGE");
});

test("passkeys may be preferred only where they are multi-factor, and beside another method", async () => {
  await preferPasskeys();
  const operator = tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password));
  const prefer = send("SetUserMFAPreference", { AccessToken: operator.AccessToken, WebAuthnMfaSettings: { Enabled: true } });
  expect((await refusalOf(prefer)).name).toBe("InvalidParameterException");
});
