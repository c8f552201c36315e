// The two calls of an approval by passkey. The server decides what is approved and by what; here the browser's ceremony runs and
// nothing is chosen: no terms, no key and no fallback.
import type { PasskeyProof, PasskeyRequestOptions, ProofDto, Purpose, StepUpDto } from "@/lib/contracts/step-up";
import { fromBase64Url, toBase64Url } from "./base64url";
import { fetchJson } from "./fetch-json";

/** Opens a grant for one act. The answer's `terms` are the stored ones; screens show those and no others. Throws ProblemError. */
export async function openStepUp(purpose: Purpose, subjectId: string): Promise<StepUpDto> {
  return (await fetchJson("/api/step-up", { method: "POST", body: { purpose, subjectId } })) as StepUpDto;
}

/** Has the trader's authenticator sign the grant's challenge and shows the signature to the server. Throws ProblemError or a PasskeyProofError. */
export async function proveByPasskey(grantId: string, options: PasskeyRequestOptions): Promise<ProofDto> {
  const credential = await askAuthenticator(options);
  const path = `/api/step-up/${encodeURIComponent(grantId)}/passkey` as const;
  return (await fetchJson(path, { method: "POST", body: { credential } })) as ProofDto;
}

/** Why a passkey gave no signature; each name has its sentence among the words for failures. */
export class PasskeyProofError extends Error {
  override readonly name: "PasskeyProofCancelled" | "PasskeyProofTimedOut" | "PasskeyProofMissing" | "PasskeyProofUnsupported";

  constructor(name: PasskeyProofError["name"], cause?: unknown) {
    super(name, { cause });
    this.name = name;
  }
}

/** Has the authenticator sign the options' challenge. Throws a PasskeyProofError. */
export async function askAuthenticator(options: PasskeyRequestOptions): Promise<PasskeyProof> {
  if (typeof PublicKeyCredential === "undefined") throw new PasskeyProofError("PasskeyProofUnsupported");
  const startedAtMs = performance.now();
  const credential = await navigator.credentials.get({ publicKey: publicKeyOf(options) }).catch((cause: unknown) => {
    throw explainRefusal(cause, performance.now() - startedAtMs >= options.timeout);
  });
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyProofError("PasskeyProofMissing");
  return proofOf(credential);
}

/** Browsers say "not allowed" for no, for too late and for nothing found alike; only the time tells one of them apart. */
function explainRefusal(cause: unknown, isLate: boolean): unknown {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "TimeoutError" || (name === "NotAllowedError" && isLate)) return new PasskeyProofError("PasskeyProofTimedOut", cause);
  if (name === "NotAllowedError" || name === "AbortError") return new PasskeyProofError("PasskeyProofCancelled", cause);
  if (name === "NotSupportedError" || name === "ConstraintError") return new PasskeyProofError("PasskeyProofUnsupported", cause);
  return cause;
}

const publicKeyOf = (options: PasskeyRequestOptions): PublicKeyCredentialRequestOptions => ({
  challenge: fromBase64Url(options.challenge),
  rpId: options.rpId,
  timeout: options.timeout,
  userVerification: options.userVerification,
  allowCredentials: options.allowCredentials.map(({ type, id, transports }) => ({
    type,
    id: fromBase64Url(id),
    ...(transports === undefined ? {} : { transports: transports as AuthenticatorTransport[] }),
  })),
});

function proofOf(credential: PublicKeyCredential): PasskeyProof {
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: "public-key",
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      authenticatorData: toBase64Url(response.authenticatorData),
      signature: toBase64Url(response.signature),
      userHandle: response.userHandle === null ? null : toBase64Url(response.userHandle),
    },
  };
}
