// A confidential client proves its secret with every call: as a hash over the user's name, or as the secret itself.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { notAuthorized } from "../protocol/cognito-exception";
import type { ClientRecord } from "../store/settings-records";

/** base64(HMAC-SHA256(secret, username + clientId)), as documented. */
export function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac("sha256", secret)
    .update(username + clientId)
    .digest("base64");
}

function areEqual(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Refuses a missing or wrong SECRET_HASH. Messages of InitiateAuth and RespondToAuthChallenge: observed. */
export function checkSecretHash(client: ClientRecord, username: string, given: string | null): void {
  if (client.secret === null) {
    if (given === null) return;
    throw notAuthorized(`Client ${client.id} is not configured with secret but SECRET_HASH was received`);
  }
  if (given === null) throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  if (!areEqual(secretHash(client.secret, username, client.id), given)) {
    throw notAuthorized(`SecretHash does not match for the client: ${client.id}`);
  }
}

/** The same proof in the sign-up family, whose operations have one message for missing and wrong (observed). */
export function checkTopLevelSecretHash(client: ClientRecord, username: string, given: string | null): void {
  const isRight =
    client.secret === null ? given === null : given !== null && areEqual(secretHash(client.secret, username, client.id), given);
  if (!isRight) throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

/** True when `given` is the client's secret; a public client must send none. */
export function isClientSecret(client: ClientRecord, given: string | null): boolean {
  if (client.secret === null) return given === null;
  return given !== null && areEqual(client.secret, given);
}
