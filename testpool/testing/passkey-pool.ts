// The pool that passkey tests run on: its trader is signed in before each test, though the password was shown only once.
import type { Change } from "../store/append-log";
import { readSnapshot, takeSnapshot } from "../store/snapshot";
import { hashFor, reply, signInWithTotp, startSeededPool, type Answer, type Sdk } from "./drive-pool";
import { SoftwareAuthenticator, type CeremonyBend, type CeremonyOptions } from "./software-authenticator";
import { PUBLIC, TOTP_SECRET, TRADER, type TestClient } from "./test-seed";
import { sendTo, usePool, type SuiteHooks } from "./use-pool";

const SIGN_IN_MS = 30_000;

/** The request options of a WEB_AUTHN challenge. */
export function optionsOf(asked: Answer): CeremonyOptions {
  return JSON.parse(asked.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"] ?? "null") as CeremonyOptions;
}

/** The pool, and the trader's steps in it; where no access token is named, the trader's is meant. */
export function usePasskeyPool(hooks: SuiteHooks, sdk: Sdk) {
  const running = usePool(hooks, startSeededPool);
  const send = sendTo(running, sdk);
  let token = "";
  let signedIn: readonly Change[] = [];
  hooks.beforeAll(async () => {
    token = (await signInWithTotp(running, send, PUBLIC, TRADER, TOTP_SECRET)).AccessToken;
    signedIn = readSnapshot({ ...takeSnapshot(running.pool.needs.store) }) ?? [];
  }, SIGN_IN_MS);
  hooks.beforeEach(() => {
    running.pool.restore(signedIn);
  });

  const start = async (AccessToken = token) =>
    (await send("StartWebAuthnRegistration", { AccessToken }))["CredentialCreationOptions"] as CeremonyOptions;
  const complete = (Credential: object, AccessToken = token) => send("CompleteWebAuthnRegistration", { AccessToken, Credential });
  const enrol = async (passkey = new SoftwareAuthenticator(), AccessToken = token) => {
    await complete(passkey.create(await start(AccessToken)), AccessToken);
    return passkey;
  };
  const prefer = (AccessToken = token) => send("SetUserMFAPreference", { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
  const ask = (name: string = TRADER.email, client: TestClient = PUBLIC) => {
    const AuthParameters = { USERNAME: name, PREFERRED_CHALLENGE: "WEB_AUTHN", ...hashFor(client, name) };
    return send("InitiateAuth", { ClientId: client.id, AuthFlow: "USER_AUTH", AuthParameters });
  };
  const answer = (asked: Answer, credential: object, client: TestClient = PUBLIC) => {
    const responses = { CREDENTIAL: JSON.stringify(credential) };
    return send("RespondToAuthChallenge", reply(client, "WEB_AUTHN", asked.Session, TRADER.email, responses));
  };
  const signIn = async (passkey: SoftwareAuthenticator, bend: CeremonyBend = {}) => {
    const asked = await ask();
    return answer(asked, passkey.get(optionsOf(asked), bend));
  };
  return { running, send, traderToken: () => token, start, complete, enrol, prefer, ask, answer, signIn };
}
