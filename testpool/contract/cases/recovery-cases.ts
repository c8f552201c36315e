// Contract cases of forgotten and changed passwords.
import type { ContractCase, ContractStand } from "../contract-case";
import { NEEDS_CODE } from "../live-reasons";
import { attempt, forgotPassword, freshName, NEW_PASSWORD, otherThan, resetPassword, sharedClient, signIn, signUp } from "./account-scene";

/** A user who has asked for a reset. */
async function forgetful(stand: ContractStand) {
  const client = await sharedClient(stand);
  const user = await stand.newUser(client.poolId);
  await forgotPassword(stand, client, user.username);
  return { client, user, name: user.username, code: () => stand.local.codeFor(user.email) };
}

/** Changes the password of a signed-in user, `times` times with the wrong previous one first. */
async function change(stand: ContractStand, proposed: string | null, times = 0) {
  const { user, AccessToken } = await signIn(stand, await sharedClient(stand));
  const propose = (PreviousPassword: string) =>
    stand.send("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword: proposed ?? user.password });
  await attempt(times, () => propose("not-the-right-Passphrase-1"));
  return propose(user.password);
}

const NOBODY = "a name that nobody has, without PreventUserExistenceErrors";

/** The cases of ForgotPassword, ConfirmForgotPassword and ChangePassword. */
export const RECOVERY_CASES: readonly ContractCase[] = [
  {
    operation: "ForgotPassword",
    outcome: "success",
    what: "a user with a verified email",
    liveReason: null,
    run: async (stand) => {
      const { client, name } = await forgetful(stand);
      return forgotPassword(stand, client, name);
    },
  },
  {
    operation: "ForgotPassword",
    outcome: "LimitExceededException",
    what: "more than twenty calls in an hour",
    liveReason: null,
    run: async (stand) => {
      const { client, name } = await forgetful(stand);
      await attempt(19, () => forgotPassword(stand, client, name));
      return forgotPassword(stand, client, name);
    },
  },
  {
    operation: "ForgotPassword",
    outcome: "UserNotFoundException",
    what: NOBODY,
    liveReason: null,
    run: async (stand) => forgotPassword(stand, await sharedClient(stand), freshName()),
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "success",
    what: "the mailed code and a new password",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await forgetful(stand);
      return resetPassword(stand, client, name, code());
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "CodeMismatchException",
    what: "another code than the mailed one",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await forgetful(stand);
      return resetPassword(stand, client, name, otherThan(code()));
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "ExpiredCodeException",
    what: "a user who asked for no code",
    liveReason: null,
    run: async (stand) => {
      const client = await sharedClient(stand);
      return resetPassword(stand, client, (await stand.newUser(client.poolId)).username, "123456");
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "InvalidPasswordException",
    what: "the right code and a password that is too short",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await forgetful(stand);
      return resetPassword(stand, client, name, code(), "Short-1");
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "LimitExceededException",
    what: "more than twenty calls in an hour",
    liveReason: null,
    run: async (stand) => {
      const { client, name } = await forgetful(stand);
      await attempt(19, () => resetPassword(stand, client, name, "000000", "Short-1"));
      return resetPassword(stand, client, name, "000000");
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "PasswordHistoryPolicyViolationException",
    what: "the right code and the password that was forgotten",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, user, code } = await forgetful(stand);
      return resetPassword(stand, client, name, code(), user.password);
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "TooManyFailedAttemptsException",
    what: "the right code after ten wrong ones",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await forgetful(stand);
      await attempt(10, () => resetPassword(stand, client, name, otherThan(code())));
      return resetPassword(stand, client, name, code());
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "UserNotConfirmedException",
    what: "a user who has not confirmed the sign-up",
    liveReason: null,
    run: async (stand) => {
      const client = await sharedClient(stand);
      const name = freshName();
      await signUp(stand, client, name);
      return resetPassword(stand, client, name, "123456");
    },
  },
  {
    operation: "ConfirmForgotPassword",
    outcome: "UserNotFoundException",
    what: NOBODY,
    liveReason: null,
    run: async (stand) => resetPassword(stand, await sharedClient(stand), freshName(), "123456"),
  },
  {
    operation: "ChangePassword",
    outcome: "success",
    what: "the right previous password and a new one",
    liveReason: null,
    run: (stand) => change(stand, NEW_PASSWORD),
  },
  {
    operation: "ChangePassword",
    outcome: "InvalidPasswordException",
    what: "a new password that is too short",
    liveReason: null,
    run: (stand) => change(stand, "Short-1"),
  },
  {
    operation: "ChangePassword",
    outcome: "LimitExceededException",
    what: "the sixth call in an hour",
    liveReason: null,
    run: (stand) => change(stand, NEW_PASSWORD, 5),
  },
  {
    operation: "ChangePassword",
    outcome: "PasswordHistoryPolicyViolationException",
    what: "the present password as the new one",
    liveReason: null,
    run: (stand) => change(stand, null),
  },
];
