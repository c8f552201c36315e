// What an operator does at the pool's console. The test pool judges an administrator's signature by its form alone.
import { AMZ_JSON } from "./cognito-calls";
import type { HarnessFacts } from "./harness-facts";

const SIGNED = `AWS4-HMAC-SHA256 Credential=operator/20261101/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

/** Disables the account that has this address. */
export async function disableAtPool({ poolUrl, userPoolId }: HarnessFacts, email: string): Promise<void> {
  const answer = await fetch(poolUrl, {
    method: "POST",
    body: JSON.stringify({ UserPoolId: userPoolId, Username: email }),
    headers: {
      "content-type": AMZ_JSON,
      "x-amz-target": "AWSCognitoIdentityProviderService.AdminDisableUser",
      authorization: SIGNED,
    },
  });
  if (!answer.ok) throw new Error(`The pool did not disable the account: ${await answer.text()}`);
}
