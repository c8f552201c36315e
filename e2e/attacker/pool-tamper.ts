// Pool tampering: somebody with an operator's key of AWS makes the second factor optional and passkeys work without their owner. It is put back at the end.
import { AMZ_JSON } from "../support/cognito-calls";
import type { Attack, Attacked } from "./attack";

// The local pool judges an administrator's signature by its form alone.
const SIGNED = `AWS4-HMAC-SHA256 Credential=AKIDATTACKER/20261101/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

interface MfaConfig {
  readonly MfaConfiguration?: string;
  readonly SoftwareTokenMfaConfiguration?: object;
  readonly WebAuthnConfiguration?: object;
}

async function asOperator({ poolUrl, pool }: Attacked, operation: string, body: object): Promise<MfaConfig> {
  const answer = await fetch(poolUrl, {
    method: "POST",
    body: JSON.stringify({ UserPoolId: pool.userPoolId, ...body }),
    headers: { "content-type": AMZ_JSON, "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`, authorization: SIGNED },
  });
  if (!answer.ok) throw new Error(`The pool refused ${operation}: ${await answer.text()}`);
  return (await answer.json()) as MfaConfig;
}

export const POOL_TAMPER: Attack = {
  name: "pool-tamper",
  does: "the pool's second factor made optional by an administrator's call, and put back",
  raises: { signal: "pool_change", probe: "pool_tampering", subject: "pool" },
  strike: async (attacked) => {
    const before = await asOperator(attacked, "GetUserPoolMfaConfig", {});
    const weak = { ...before.WebAuthnConfiguration, UserVerification: "preferred", FactorConfiguration: "SINGLE_FACTOR" };
    try {
      const changed = await asOperator(attacked, "SetUserPoolMfaConfig", { MfaConfiguration: "OPTIONAL", WebAuthnConfiguration: weak });
      attacked.say(`The pool's second factor was ${before.MfaConfiguration ?? "?"} and is ${changed.MfaConfiguration ?? "?"}.`);
    } finally {
      const back = await asOperator(attacked, "SetUserPoolMfaConfig", before);
      attacked.say(`It is put back: ${back.MfaConfiguration ?? "?"}.`);
    }
  },
};
