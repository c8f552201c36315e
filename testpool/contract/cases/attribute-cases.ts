// Contract cases of a user's own account: attributes, their proofs, and leaving.
import type { ContractCase, ContractStand } from "../contract-case";
import { NEEDS_CODE } from "../live-reasons";
import { attempt, otherThan, sharedClient, signIn } from "./account-scene";

const signedIn = async (stand: ContractStand) => signIn(stand, await sharedClient(stand));

function update(stand: ContractStand, AccessToken: string, Name: string, Value: string) {
  return stand.send("UpdateUserAttributes", { AccessToken, UserAttributes: [{ Name, Value }] });
}

function ask(stand: ContractStand, AccessToken: string) {
  return stand.send("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" });
}

function verify(stand: ContractStand, AccessToken: string, Code: string) {
  return stand.send("VerifyUserAttribute", { AccessToken, AttributeName: "email", Code });
}

/** A user who has asked for a code for the email. */
async function proving(stand: ContractStand) {
  const { AccessToken, user } = await signedIn(stand);
  await ask(stand, AccessToken);
  return { AccessToken, code: () => stand.local.codeFor(user.email) };
}

/** The cases of GetUser, the attribute operations and DeleteUser. */
export const ATTRIBUTE_CASES: readonly ContractCase[] = [
  {
    operation: "GetUser",
    outcome: "success",
    what: "a valid access token",
    liveReason: null,
    run: async (stand) => stand.send("GetUser", { AccessToken: (await signedIn(stand)).AccessToken }),
  },
  {
    operation: "UpdateUserAttributes",
    outcome: "success",
    what: "a standard attribute",
    liveReason: null,
    run: async (stand) => update(stand, (await signedIn(stand)).AccessToken, "nickname", "Ada"),
  },
  {
    operation: "UpdateUserAttributes",
    outcome: "AliasExistsException",
    what: "a preferred_username that is another user's name",
    liveReason: null,
    run: async (stand) => {
      const { AccessToken, client } = await signedIn(stand);
      return update(stand, AccessToken, "preferred_username", (await stand.newUser(client.poolId)).username);
    },
  },
  {
    operation: "DeleteUserAttributes",
    outcome: "success",
    what: "a standard attribute that is not required",
    liveReason: null,
    run: async (stand) => {
      const { AccessToken } = await signedIn(stand);
      return stand.send("DeleteUserAttributes", { AccessToken, UserAttributeNames: ["nickname"] });
    },
  },
  {
    operation: "GetUserAttributeVerificationCode",
    outcome: "success",
    what: "a code for the email",
    liveReason: null,
    run: async (stand) => ask(stand, (await signedIn(stand)).AccessToken),
  },
  {
    operation: "GetUserAttributeVerificationCode",
    outcome: "LimitExceededException",
    what: "the sixth code in an hour",
    liveReason: null,
    run: async (stand) => {
      const { AccessToken } = await signedIn(stand);
      await attempt(5, () => ask(stand, AccessToken));
      return ask(stand, AccessToken);
    },
  },
  {
    operation: "VerifyUserAttribute",
    outcome: "success",
    what: "the mailed code",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { AccessToken, code } = await proving(stand);
      return verify(stand, AccessToken, code());
    },
  },
  {
    operation: "VerifyUserAttribute",
    outcome: "AliasExistsException",
    what: "the right code for an email that somebody else has proven",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { AccessToken, client } = await signedIn(stand);
      const { email } = await stand.newUser(client.poolId);
      await update(stand, AccessToken, "email", email);
      return verify(stand, AccessToken, stand.local.codeFor(email));
    },
  },
  {
    operation: "VerifyUserAttribute",
    outcome: "CodeMismatchException",
    what: "another code than the mailed one",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { AccessToken, code } = await proving(stand);
      return verify(stand, AccessToken, otherThan(code()));
    },
  },
  {
    operation: "VerifyUserAttribute",
    outcome: "ExpiredCodeException",
    what: "a user who asked for no code",
    liveReason: null,
    run: async (stand) => verify(stand, (await signedIn(stand)).AccessToken, "123456"),
  },
  {
    operation: "VerifyUserAttribute",
    outcome: "LimitExceededException",
    what: "the sixteenth try in an hour",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { AccessToken, code } = await proving(stand);
      await attempt(15, () => verify(stand, AccessToken, otherThan(code())));
      return verify(stand, AccessToken, code());
    },
  },
  {
    operation: "DeleteUser",
    outcome: "success",
    what: "a valid access token",
    liveReason: null,
    run: async (stand) => stand.send("DeleteUser", { AccessToken: (await signedIn(stand)).AccessToken }),
  },
];
