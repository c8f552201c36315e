// The one administrator's call of the product: a sign-in whose password the server sees. It exists for old passwords of another user store and is made
// while that way is open only. It logs nothing and throws nothing that carries a body.
import "server-only";
import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
  type AdminInitiateAuthCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { settings } from "@/lib/server/env";
import type { CognitoRefusal } from "./call-cognito";

// The pool gives its migration trigger five seconds, and asks it again after that.
const TIMEOUT_MS = 8_000;

let client: CognitoIdentityProviderClient | null = null;

/** Signed by the server's own role, which must be allowed this operation and no other. Repeating is the trader's to decide. */
function signedClient(): CognitoIdentityProviderClient {
  const { region, endpoint } = settings().pool;
  return (client ??= new CognitoIdentityProviderClient({ region, endpoint, maxAttempts: 1 }));
}

/**
 * Calls AdminInitiateAuth; the answer's members are Cognito's. A 4xx with an exception's name is a refusal, throttling included; everything else, a timeout
 * of 8 s and absent credentials included, throws UnavailableError("cognito").
 */
export async function adminInitiateAuth(_operation: string, body: object): Promise<Result<Record<string, unknown>, CognitoRefusal>> {
  const command = new AdminInitiateAuthCommand({ ...body, UserPoolId: settings().pool.userPoolId } as AdminInitiateAuthCommandInput);
  try {
    const { $metadata: _metadata, ...answer } = await signedClient().send(command, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    return accept(answer);
  } catch (error) {
    const status =
      error instanceof Error && "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
    if (error instanceof Error && status !== undefined && status >= 400 && status < 500)
      return refuse({ name: error.name, message: error.message });
    // The SDK's own error may carry what was sent, so it is not handed on.
    throw new UnavailableError("cognito", "The user pool did not answer as it should.");
  }
}
