// Contract cases of signing up and confirming.
import type { ContractCase, ContractStand } from "../contract-case";
import { MOVES_CLOCK, NEEDS_CODE } from "../live-reasons";
import { attempt, confirmSignUp, freshName, otherThan, sharedClient, signUp } from "./account-scene";

/** Signs somebody up and hands over the name and the mailed code. */
async function unconfirmed(stand: ContractStand) {
  const client = await sharedClient(stand);
  const name = freshName();
  await signUp(stand, client, name);
  return { client, name, code: () => stand.local.codeFor(`${name}@example.com`) };
}

const resend = async (stand: ContractStand, times: number, name: string | null = null) => {
  const made = await unconfirmed(stand);
  const again = () => stand.send("ResendConfirmationCode", { ClientId: made.client.id, Username: name ?? made.name });
  await attempt(times - 1, again);
  return again();
};

/** The cases of SignUp, ConfirmSignUp and ResendConfirmationCode. */
export const SIGN_UP_CASES: readonly ContractCase[] = [
  {
    operation: "SignUp",
    outcome: "success",
    what: "a free name with an email",
    liveReason: null,
    run: async (stand) => signUp(stand, await sharedClient(stand), freshName()),
  },
  {
    operation: "SignUp",
    outcome: "InvalidPasswordException",
    what: "a password that is too short",
    liveReason: null,
    run: async (stand) => stand.send("SignUp", { ClientId: (await sharedClient(stand)).id, Username: freshName(), Password: "Short-1" }),
  },
  {
    operation: "SignUp",
    outcome: "UsernameExistsException",
    what: "a name that somebody has",
    liveReason: null,
    run: async (stand) => {
      const client = await sharedClient(stand);
      return signUp(stand, client, (await stand.newUser(client.poolId)).username);
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "success",
    what: "the mailed code",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await unconfirmed(stand);
      return confirmSignUp(stand, client, name, code());
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "AliasExistsException",
    what: "the right code for an email that somebody else has proven",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const client = await sharedClient(stand);
      const { email } = await stand.newUser(client.poolId);
      const name = freshName();
      await signUp(stand, client, name, email);
      return confirmSignUp(stand, client, name, stand.local.codeFor(email));
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "CodeMismatchException",
    what: "another code than the mailed one",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await unconfirmed(stand);
      return confirmSignUp(stand, client, name, otherThan(code()));
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "ExpiredCodeException",
    what: "the right code a day later",
    liveReason: MOVES_CLOCK,
    run: async (stand) => {
      const { client, name, code } = await unconfirmed(stand);
      stand.local.advance(86_400);
      return confirmSignUp(stand, client, name, code());
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "LimitExceededException",
    what: "the sixteenth try in an hour",
    liveReason: NEEDS_CODE,
    run: async (stand) => {
      const { client, name, code } = await unconfirmed(stand);
      await attempt(15, () => confirmSignUp(stand, client, name, otherThan(code())));
      return confirmSignUp(stand, client, name, code());
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "TooManyFailedAttemptsException",
    what: "the right code after two hours of wrong ones",
    liveReason: MOVES_CLOCK,
    run: async (stand) => {
      const { client, name, code } = await unconfirmed(stand);
      for (const _hour of ["first", "second"]) {
        await attempt(15, () => confirmSignUp(stand, client, name, otherThan(code())));
        stand.local.advance(3600);
      }
      return confirmSignUp(stand, client, name, code());
    },
  },
  {
    operation: "ConfirmSignUp",
    outcome: "UserNotFoundException",
    what: "a name that nobody has, without PreventUserExistenceErrors",
    liveReason: null,
    run: async (stand) => confirmSignUp(stand, await sharedClient(stand), freshName(), "123456"),
  },
  {
    operation: "ResendConfirmationCode",
    outcome: "success",
    what: "a second code",
    liveReason: null,
    run: (stand) => resend(stand, 1),
  },
  {
    operation: "ResendConfirmationCode",
    outcome: "LimitExceededException",
    what: "the sixth code in an hour",
    liveReason: null,
    run: (stand) => resend(stand, 6),
  },
  {
    operation: "ResendConfirmationCode",
    outcome: "UserNotFoundException",
    what: "a name that nobody has, without PreventUserExistenceErrors",
    liveReason: null,
    run: (stand) => resend(stand, 1, freshName()),
  },
];
