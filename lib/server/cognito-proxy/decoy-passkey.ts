// A passkey sign-in must not tell who has a passkey. Where the pool offers none, a stranger gets a challenge that nobody can answer, of the same
// form; and what the pool does offer is rebuilt here, so that both have one form.
import "server-only";
import { randomBytes } from "node:crypto";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { settings } from "@/lib/server/env";

import { CognitoException } from "./cognito-exception";
import { keyedName } from "./derive-key";

const CHALLENGE_BYTES = 32;
// About as long as the pool's own.
const SESSION_BYTES = 600;
const CEREMONY_MS = 180_000;
// Lengths of credential ids that common authenticators make, in bytes.
const ID_BYTES = [16, 20, 32, 32] as const;

const OFFERED = z.object({
  challenge: z.string().min(16),
  rpId: z.string().min(1),
  allowCredentials: z.array(z.object({ id: z.string().min(1) })).min(1),
});

interface Offer {
  readonly challenge: string;
  readonly rpId: string;
  readonly ids: readonly string[];
}

// Transports are left out: they would tell a real authenticator from a made-up one, and browsers ask all of theirs without them.
const optionsText = ({ challenge, rpId, ids }: Offer): string =>
  JSON.stringify({
    challenge,
    timeout: CEREMONY_MS,
    rpId,
    allowCredentials: ids.map((id) => ({ type: "public-key", id })),
    userVerification: "required",
  });

/** The pool's request options in the one form that strangers may see. Options that cannot be read are an outage. */
export function evenRequestOptions(text: string): string {
  const offered = OFFERED.safeParse(parsed(text));
  if (!offered.success) throw new UnavailableError("cognito", "The user pool offered a passkey without its options.");
  const { challenge, rpId, allowCredentials } = offered.data;
  return optionsText({ challenge, rpId, ids: allowCredentials.map(({ id }) => id) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Credential ids that look like an authenticator's and are the same each time this address is asked about. */
function decoyIds(email: string): readonly string[] {
  const shape = keyedName("decoy-passkey-shape", email);
  const count = shape.readUInt8(0) % 4 === 0 ? 2 : 1;
  return Array.from({ length: count }, (_, at) => {
    const bytes = ID_BYTES[shape.readUInt8(1 + at) % ID_BYTES.length] ?? ID_BYTES[0];
    return keyedName("decoy-passkey-id", `${String(at)}:${email}`)
      .subarray(0, bytes)
      .toString("base64url");
  });
}

/** An answer in the pool's form that offers a passkey which does not exist. Answering it fails like any wrong assertion. */
function decoyPasskeyChallenge(email: string, session: unknown): Record<string, unknown> {
  const options = optionsText({
    challenge: randomBytes(CHALLENGE_BYTES).toString("base64url"),
    rpId: settings().relyingPartyId,
    ids: decoyIds(email),
  });
  return {
    ChallengeName: "WEB_AUTHN",
    Session: typeof session === "string" ? session : randomBytes(SESSION_BYTES).toString("base64url"),
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: options },
  };
}

/** What the pool says of an account's state before anything was proven. To a stranger such an account is one without a passkey. */
const STATES: ReadonlySet<string> = new Set(["NotAuthorizedException", "UserNotConfirmedException", "PasswordResetRequiredException"]);

/** The pool's answer to the wish for a passkey, or a decoy where it offers none to this account. Throttling and outages are thrown on. */
export async function passkeyOrDecoy(
  asked: Promise<Record<string, unknown>>,
  email: string,
): Promise<{ readonly answer: Record<string, unknown>; readonly isDecoy: boolean }> {
  const answer: Record<string, unknown> = await asked.catch((refusal: unknown) => {
    if (refusal instanceof CognitoException && STATES.has(refusal.name)) return {};
    throw refusal;
  });
  return answer["ChallengeName"] === "WEB_AUTHN"
    ? { answer, isDecoy: false }
    : { answer: decoyPasskeyChallenge(email, answer["Session"]), isDecoy: true };
}
