// A passkey as first factor. Every failure looks the same from outside (assumed: no WebAuthn exception is listed for
// RespondToAuthChallenge).
import { incorrectPassword } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { requirePool } from "../store/find-client";
import { passkeyKey } from "../store/find-user";
import { parseCredential } from "../web-authn/credential-fields";
import { verifyAssertion } from "../web-authn/verify-assertion";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { continueAfterPasskey } from "./continue-sign-in";
import { challengedUser } from "./resolve-subject";
import type { Reply } from "./reply";

/** Judges WEB_AUTHN. The Session is used up before the signature is looked at, so two answers never race. */
export async function answerWebAuthn(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, record, client } = reply;
  const credential = parseCredential(requireParameter(reply.responses, "CREDENTIAL"));
  consumeChallenge(needs, reply.session);
  const user = challengedUser(needs, record);
  const settings = requirePool(needs, client.poolId).webAuthn;
  const credentialId = credential?.["id"];
  if (credential === null || user === null || settings === null || typeof credentialId !== "string") throw incorrectPassword();
  const key = passkeyKey(user, credentialId);
  const passkey = needs.store.get("passkeys", key);
  if (passkey === undefined || record.webAuthnChallenge === null) throw incorrectPassword();
  const assertion = await verifyAssertion(credential, settings, record.webAuthnChallenge, user, passkey);
  // The passkey may have been used or deleted while the signature was checked: judge its present state again, and the user's.
  const signer = challengedUser(needs, record);
  const present = needs.store.get("passkeys", key);
  if (assertion === null || signer === null || present === undefined || present.counter !== passkey.counter) throw incorrectPassword();
  needs.store.put("passkeys", key, { ...present, counter: assertion.counter });
  return continueAfterPasskey(
    { needs, client, user: signer, trail: record.trail, clientMetadata: reply.clientMetadata },
    assertion.userVerified,
  );
}
