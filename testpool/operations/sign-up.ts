// SignUp: the username is the caller's, the email an alias that nobody owns before it is confirmed.
import { randomUUID } from "node:crypto";
import { sendCode } from "../codes/send-code";
import { CognitoException, invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { ATTRIBUTES, CLIENT_ID, CLIENT_METADATA, CONTEXT, PASSWORD, SECRET_HASH, USERNAME } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { checkPasswordPolicy } from "../rules/password-policy";
import { checkTopLevelSecretHash } from "../rules/secret-hash";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { requireClient, requirePool } from "../store/find-client";
import { findUser, putUser } from "../store/find-user";
import { newUser } from "../store/new-user";

const EMAIL_FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The email among UserAttributes; attributes that this pool does not have are refused (assumed sentence). */
function readEmail(attributes: readonly { readonly Name: string; readonly Value?: string }[]): string | null {
  let email: string | null = null;
  for (const { Name, Value } of attributes) {
    if (Name !== "email")
      throw invalidParameter(`Attributes did not conform to the schema: ${Name}: Attribute does not exist in the schema.`);
    email = Value ?? "";
  }
  if (email !== null && !EMAIL_FORM.test(email)) throw invalidParameter("Invalid email address format.");
  return email;
}

/**
 * Creates an unconfirmed user and sends a code. Refuses with UsernameExists, InvalidPassword, InvalidParameter and
 * NotAuthorized exceptions; an email that somebody else owns is found out only at confirmation (documented).
 */
export const signUp = defineOperation({
  name: "SignUp",
  access: "public",
  quota: "UserCreation",
  request: {
    ClientId: needed(CLIENT_ID),
    SecretHash: SECRET_HASH,
    Username: needed(USERNAME),
    Password: PASSWORD,
    UserAttributes: ATTRIBUTES,
    ValidationData: ATTRIBUTES,
    ClientMetadata: CLIENT_METADATA,
    ...CONTEXT,
  },
  refusals: ["InvalidPasswordException", "UsernameExistsException"],
  perform: (request, needs) => {
    const client = requireClient(needs, request.ClientId);
    const pool = requirePool(needs, client.poolId);
    const username = request.Username;
    checkTopLevelSecretHash(client, username, request.SecretHash ?? null);
    if (!pool.selfSignUp) throw notAuthorized("SignUp is not permitted for this user pool");
    if (EMAIL_FORM.test(username)) {
      throw invalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
    }
    const email = readEmail(request.UserAttributes ?? []);
    const password = request.Password ?? "";
    checkPasswordPolicy(pool.passwordPolicy, password);
    if (findUser(needs, client.poolId, username) !== null) throw new CognitoException("UsernameExistsException", "User already exists");
    const user = newUser({ poolId: pool.id, username, sub: randomUUID() }, needs.clock.nowSeconds(), {
      attributes: email === null ? {} : { email, email_verified: "false" },
      status: "UNCONFIRMED",
      srp: makeSrpVerifier(client.poolId, username, password),
    });
    putUser(needs, user);
    const delivery = email === null ? null : sendCode(needs, user, "sign-up", email);
    return { UserConfirmed: false, UserSub: user.sub, ...(delivery === null ? {} : { CodeDeliveryDetails: delivery }) };
  },
});
