// What an operator does at the pool's console. The test pool judges an administrator's signature by its form alone.
import { randomUUID } from "node:crypto";
import { AMZ_JSON } from "./cognito-calls";
import type { HarnessFacts } from "./harness-facts";

const SIGNED = `AWS4-HMAC-SHA256 Credential=operator/20261101/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

async function asOperator({ poolUrl, userPoolId }: HarnessFacts, operation: string, body: object): Promise<void> {
  const answer = await fetch(poolUrl, {
    method: "POST",
    body: JSON.stringify({ UserPoolId: userPoolId, ...body }),
    headers: { "content-type": AMZ_JSON, "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`, authorization: SIGNED },
  });
  if (!answer.ok) throw new Error(`The pool refused ${operation}: ${await answer.text()}`);
}

/** Disables the account that has this address. */
export const disableAtPool = (facts: HarnessFacts, email: string): Promise<void> =>
  asOperator(facts, "AdminDisableUser", { Username: email });

/** Invites somebody with a temporary password, which is a way in that the product does not offer. */
export const inviteAtPool = (facts: HarnessFacts, email: string, password: string): Promise<void> =>
  asOperator(facts, "AdminCreateUser", {
    ...{ Username: randomUUID(), TemporaryPassword: password, MessageAction: "SUPPRESS" },
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ],
  });

/** Makes a group and puts the account that has this address into it. */
export async function putIntoGroup(facts: HarnessFacts, email: string, group: string): Promise<void> {
  await asOperator(facts, "CreateGroup", { GroupName: group, Precedence: 0 });
  await asOperator(facts, "AdminAddUserToGroup", { Username: email, GroupName: group });
}

/** Writes attributes as only an administrator of the pool can. */
export const writeAttributesAtPool = (facts: HarnessFacts, email: string, attributes: Readonly<Record<string, string>>): Promise<void> =>
  asOperator(facts, "AdminUpdateUserAttributes", {
    Username: email,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
