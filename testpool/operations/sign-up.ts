// SignUp: the username is the caller's, or stands for an email; an alias is nobody's before it is confirmed.
import { randomUUID } from "node:crypto";
import { ACCOUNT_REQUEST, contextOf, openAccountCall, type AccountCall } from "../accounts/account-call";
import { otherOwner, putUserWithAliases } from "../accounts/aliases";
import { checkUsernameForm, readSignUpAttributes, usernameAttribute } from "../accounts/sign-up-attributes";
import { signUpSession } from "../accounts/sign-up-session";
import { sendCode, type CodeDelivery } from "../codes/send-code";
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import { ATTRIBUTES, PASSWORD } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { checkPasswordPolicy } from "../rules/password-policy";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { emailOf } from "../store/find-user";
import { newUser } from "../store/new-user";
import type { UserRecord } from "../store/records";
import { postConfirmation } from "../triggers/post-confirmation";
import { preSignUp, type PreSignUpVerdict } from "../triggers/pre-sign-up";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";

type Pairs = readonly { readonly Name: string; readonly Value?: string }[];

/** Where one-time codes are a first factor a password may be left out (documented). */
function isPasswordNeeded({ pool, client }: AccountCall): boolean {
  return !(client.explicitAuthFlows.includes("ALLOW_USER_AUTH") && pool.firstFactors.includes("EMAIL_OTP"));
}

/** The user as the request describes it. In a pool of username attributes the username is a UUID, the same as `sub` (observed). */
function draftUser(call: AccountCall, password: string | undefined, pairs: Pairs): UserRecord {
  const { needs, pool, client, name } = call;
  checkUsernameForm(pool, name);
  const standsFor = usernameAttribute(pool, name);
  const attributes = readSignUpAttributes(pool, client, pairs, standsFor === null ? {} : { [standsFor]: name });
  const isWithout = password === undefined && !isPasswordNeeded(call);
  if (!isWithout) checkPasswordPolicy(pool.passwordPolicy, password ?? "");
  const sub = randomUUID();
  const username = standsFor === null ? name : sub;
  return newUser({ poolId: pool.id, username, sub }, needs.clock.nowSeconds(), {
    attributes,
    status: "UNCONFIRMED",
    srp: isWithout ? null : makeSrpVerifier(pool.id, username, password ?? ""),
  });
}

/** Refuses a name that somebody has (sentences observed); whether an unproven alias is taken is not told (documented). */
function checkFree({ needs, pool, name }: AccountCall, user: UserRecord): void {
  const standsFor = usernameAttribute(pool, name);
  const taken = standsFor === null ? "User already exists" : `An account with the given ${standsFor} already exists.`;
  if (otherOwner(needs, { ...user, username: "" }, name) !== null) throw new CognitoException("UsernameExistsException", taken);
}

/** The user after the PreSignUp trigger's verdict. An alias that it proves and somebody else has is UsernameExistsException (assumed). */
function afterVerdict({ needs, pool }: AccountCall, user: UserRecord, verdict: PreSignUpVerdict): UserRecord {
  const proven = { email: verdict.autoVerifyEmail, phone_number: verdict.autoVerifyPhone };
  const names = (["email", "phone_number"] as const).filter((name) => proven[name] && user.attributes[name] !== undefined);
  const taken = names.find((name) => pool.aliasAttributes.includes(name) && otherOwner(needs, user, user.attributes[name] ?? "") !== null);
  if (taken !== undefined) throw new CognitoException("UsernameExistsException", `An account with the given ${taken} already exists.`);
  const attributes = { ...user.attributes, ...Object.fromEntries(names.map((name) => [`${name}_verified`, "true"])) };
  return { ...user, attributes, status: verdict.autoConfirmUser ? "CONFIRMED" : "UNCONFIRMED" };
}

/** Mails the code, or tells the trigger of a user who needs none. Nothing is mailed unless emails are verified automatically (observed). */
async function greet(call: AccountCall, user: UserRecord): Promise<CodeDelivery | null> {
  const context = contextOf(call, user, user.username);
  if (user.status === "CONFIRMED") {
    await postConfirmation(context, "PostConfirmation_ConfirmSignUp");
    return null;
  }
  const to = emailOf(user);
  if (to === null || !call.pool.autoVerifiedAttributes.includes("email")) return null;
  return sendCode({ needs: call.needs, user, purpose: "sign-up", to, source: "CustomMessage_SignUp", context });
}

/**
 * Creates a user, unconfirmed unless the PreSignUp trigger confirms it, and sends a code. Refuses with UsernameExists,
 * InvalidPassword, InvalidParameter and NotAuthorized exceptions (sentence for closed sign-up observed).
 */
export const signUp = defineOperation({
  name: "SignUp",
  access: "public",
  quota: "UserCreation",
  request: {
    ...ACCOUNT_REQUEST,
    Password: PASSWORD,
    UserAttributes: ATTRIBUTES,
    ValidationData: ATTRIBUTES,
  },
  refusals: [...TRIGGER_REFUSALS, "InvalidPasswordException", "UsernameExistsException"],
  perform: async (request, needs) => {
    const call = openAccountCall(needs, request);
    if (!call.pool.selfSignUp) throw notAuthorized("SignUp is not permitted for this user pool");
    const draft = draftUser(call, request.Password, request.UserAttributes ?? []);
    checkFree(call, draft);
    const validationData = Object.fromEntries((request.ValidationData ?? []).map(({ Name, Value = "" }) => [Name, Value]));
    const verdict = await preSignUp({ ...contextOf(call, draft, draft.username), validationData }, "PreSignUp_SignUp");
    checkFree(call, draft);
    const user = afterVerdict(call, draft, verdict);
    putUserWithAliases(needs, call.pool, user);
    const session = signUpSession(needs, call.client, user, user.status === "CONFIRMED");
    const delivery = await greet(call, user);
    return {
      UserConfirmed: user.status === "CONFIRMED",
      UserSub: user.sub,
      ...(delivery === null ? {} : { CodeDeliveryDetails: delivery }),
      ...session,
    };
  },
});
