// A code proves one mailbox, for one purpose, once, and not for long.
import type { CaseClient, CaseUser, ContractStand } from "../contract-case";
import { freshPerson, signInPerson, signUpPerson, stageOf } from "../negative-stage";
import type { NegativeVector } from "../negative-vector";

const MAIL = "The codes stand in mailboxes that only the local pool can open.";
const NEW_PASSWORD = "Another passphrase, 2nd";

/** A code on its way to `email`: how to ask for another one, and how to hand one in. */
interface Errand {
  readonly email: string;
  again(): Promise<unknown>;
  handIn(code: string): Promise<unknown>;
}

type Begin = (stand: ContractStand) => Promise<Errand>;

const confirmation: Begin = async (stand) => {
  const { open } = await stageOf(stand);
  const user = await signUpPerson(stand, open);
  const named = { ClientId: open.id, Username: user.username };
  return {
    email: user.email,
    again: () => stand.send("ResendConfirmationCode", named),
    handIn: (ConfirmationCode) => stand.send("ConfirmSignUp", { ...named, ConfirmationCode }),
  };
};

const recovery: Begin = async (stand) => {
  const { open, poolId } = await stageOf(stand);
  const user = await stand.newUser(poolId);
  const named = { ClientId: open.id, Username: user.username };
  const again = () => stand.send("ForgotPassword", named);
  await again();
  const handIn = (ConfirmationCode: string) => stand.send("ConfirmForgotPassword", { ...named, ConfirmationCode, Password: NEW_PASSWORD });
  return { email: user.email, again, handIn };
};

async function signedIn(
  stand: ContractStand,
): Promise<{ readonly user: CaseUser; readonly token: () => Promise<string>; readonly client: CaseClient }> {
  const { open, poolId } = await stageOf(stand);
  const user = await stand.newUser(poolId);
  return { user, client: open, token: async () => (await signInPerson(stand, open, user)).AccessToken };
}

const verification: Begin = async (stand) => {
  const { token } = await signedIn(stand);
  const { email } = freshPerson();
  const UserAttributes = [{ Name: "email", Value: email }];
  await stand.send("UpdateUserAttributes", { AccessToken: await token(), UserAttributes });
  const call = async (operation: string, more: object) =>
    stand.send(operation, { AccessToken: await token(), AttributeName: "email", ...more });
  return {
    email,
    again: () => call("GetUserAttributeVerificationCode", {}),
    handIn: (Code) => call("VerifyUserAttribute", { Code }),
  };
};

const ERRANDS: Readonly<Record<string, readonly [begin: Begin, lifeSeconds: number]>> = {
  ConfirmSignUp: [confirmation, 86_400],
  ConfirmForgotPassword: [recovery, 3600],
  VerifyUserAttribute: [verification, 86_400],
};

const wrong = (code: string): string => code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10);

interface Bend {
  readonly what: string;
  readonly exception: string;
  /** Answers what to hand in; whatever else happens first, happens here. */
  prepare(stand: ContractStand, errand: Errand, begin: Begin, lifeSeconds: number): Promise<string>;
}

const BENDS: readonly Bend[] = [
  {
    what: "a wrong code",
    exception: "CodeMismatchException",
    prepare: async (stand, { email }) => wrong(stand.local.codeFor(email)),
  },
  {
    what: "another user's code for the same thing",
    exception: "CodeMismatchException",
    prepare: async (stand, errand, begin) => {
      const own = stand.local.codeFor(errand.email);
      const theirs = stand.local.codeFor((await begin(stand)).email);
      return theirs === own ? wrong(own) : theirs;
    },
  },
  {
    what: "a code that a newer one replaced",
    exception: "CodeMismatchException",
    prepare: async (stand, errand) => {
      const old = stand.local.codeFor(errand.email);
      await errand.again();
      return stand.local.codeFor(errand.email) === old ? wrong(old) : old;
    },
  },
  {
    what: "a code that is too old",
    exception: "ExpiredCodeException",
    prepare: async (stand, errand, _begin, lifeSeconds) => {
      const code = stand.local.codeFor(errand.email);
      stand.local.advance(lifeSeconds);
      return code;
    },
  },
  {
    what: "a code of fewer digits",
    exception: "CodeMismatchException",
    prepare: async (stand, { email }) => stand.local.codeFor(email).slice(0, 5),
  },
  {
    what: "a code with a digit too many",
    exception: "CodeMismatchException",
    prepare: async (stand, { email }) => `${stand.local.codeFor(email)}0`,
  },
];

const bentVectors = Object.entries(ERRANDS).flatMap(([operation, [begin, lifeSeconds]]) =>
  BENDS.map(({ what, exception, prepare }): NegativeVector => ({
    operation,
    name: `${operation} with ${what}`,
    exception,
    liveReason: MAIL,
    prepare: async (stand) => {
      const errand = await begin(stand);
      const bentCode = await prepare(stand, errand, begin, lifeSeconds);
      if (exception === "ExpiredCodeException") {
        return {
          bent: () => errand.handIn(bentCode),
          honest: () => errand.again().then(() => errand.handIn(stand.local.codeFor(errand.email))),
        };
      }
      return { bent: () => errand.handIn(bentCode), honest: () => errand.handIn(stand.local.codeFor(errand.email)) };
    },
  })),
);

const spent: readonly NegativeVector[] = [
  ["ConfirmSignUp", confirmation, "NotAuthorizedException"] as const,
  ["ConfirmForgotPassword", recovery, "ExpiredCodeException"] as const,
  ["VerifyUserAttribute", verification, "ExpiredCodeException"] as const,
].map(([operation, begin, exception]) => ({
  operation,
  name: `${operation} with a code that was used already`,
  exception,
  liveReason: MAIL,
  prepare: async (stand) => {
    const [errand, other] = [await begin(stand), await begin(stand)];
    const code = stand.local.codeFor(errand.email);
    await errand.handIn(code);
    return { bent: () => errand.handIn(code), honest: () => other.handIn(stand.local.codeFor(other.email)) };
  },
}));

const otherPurpose: NegativeVector = {
  operation: "ConfirmForgotPassword",
  name: "ConfirmForgotPassword with a code that proves the email",
  exception: "ExpiredCodeException",
  liveReason: MAIL,
  prepare: async (stand) => {
    const { user, client, token } = await signedIn(stand);
    const named = { ClientId: client.id, Username: user.username };
    const handIn = (ConfirmationCode: string) =>
      stand.send("ConfirmForgotPassword", { ...named, ConfirmationCode, Password: NEW_PASSWORD });
    await stand.send("GetUserAttributeVerificationCode", { AccessToken: await token(), AttributeName: "email" });
    const code = stand.local.codeFor(user.email);
    return {
      bent: () => handIn(code),
      honest: () => stand.send("ForgotPassword", named).then(() => handIn(stand.local.codeFor(user.email))),
    };
  },
};

const takenEmail: NegativeVector = {
  operation: "ConfirmSignUp",
  name: "ConfirmSignUp with a right code for an email that somebody else has proven",
  exception: "AliasExistsException",
  liveReason: MAIL,
  prepare: async (stand) => {
    const { open } = await stageOf(stand);
    const [first, second] = [await signUpPerson(stand, open), freshPerson()];
    const UserAttributes = [{ Name: "email", Value: first.email }];
    const confirm = (Username: string, more: object = {}) =>
      stand.send("ConfirmSignUp", { ClientId: open.id, Username, ConfirmationCode: stand.local.codeFor(first.email), ...more });
    await confirm(first.username);
    await stand.send("SignUp", { ClientId: open.id, Username: second.username, Password: second.password, UserAttributes });
    return { bent: () => confirm(second.username), honest: () => confirm(second.username, { ForceAliasCreation: true }) };
  },
};

/** Codes that prove nothing, and the one that does. */
export const MAILED_CODE_VECTORS: readonly NegativeVector[] = [...bentVectors, ...spent, otherPurpose, takenEmail];
