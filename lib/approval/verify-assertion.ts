// The one judgement of a passkey's approval. The server makes it when the proof arrives, the worker again before it pays, and anybody
// offline from a receipt; all three ask this function.
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { accept, refuse, type Result } from "@/lib/ground/result";

/** An approval and what it must be bound to. Binary values are bytes; `challenge` is base64url (see `stepUpChallenge`). */
export interface Assertion {
  readonly credentialId: string;
  /** COSE_Key of the credential. */
  readonly publicKey: Uint8Array;
  readonly clientDataJson: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly signature: Uint8Array;
}
export interface AssertionBinding {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** Whether the ceremony ran in a frame of another page, or says nothing readable. The library lets a frame pass that does not name its top. */
function isFramed(clientDataJson: Uint8Array): boolean {
  try {
    const data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(clientDataJson)) as { readonly crossOrigin?: unknown };
    return data.crossOrigin !== undefined && data.crossOrigin !== false;
  } catch {
    return true;
  }
}

/**
 * Whether the key of `assertion` signed exactly this challenge for this origin and relying party (WebAuthn level 3, section 7.2), with the
 * user verified and in no frame of another page. Answers the signature counter. `not_verified` covers every fault, so that no caller can tell them apart for an attacker.
 */
export async function verifyAssertion(
  assertion: Assertion,
  binding: AssertionBinding,
): Promise<Result<{ readonly signCount: number }, "not_verified">> {
  if (isFramed(assertion.clientDataJson)) return refuse("not_verified");
  const id = assertion.credentialId;
  const verified = await verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(assertion.clientDataJson),
        authenticatorData: text(assertion.authenticatorData),
        signature: text(assertion.signature),
      },
    },
    expectedChallenge: binding.challenge,
    expectedOrigin: binding.origin,
    expectedRPID: binding.rpId,
    requireUserVerification: true,
    // Counters of synced passkeys stay at zero; the caller judges the counter against the one it knows.
    credential: { id, publicKey: new Uint8Array(assertion.publicKey), counter: -1 },
  }).catch(() => null);
  return verified?.verified === true ? accept({ signCount: verified.authenticationInfo.newCounter }) : refuse("not_verified");
}
