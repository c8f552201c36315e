// Whoever could write `email_verified`, or an attribute that the client does not list, would be whoever they like.
import type { CaseUser, ContractStand } from "../contract-case";
import { freshPerson, signInPerson, stageOf } from "../negative-stage";
import type { NegativeVector } from "../negative-vector";

interface Pair {
  readonly Name: string;
  readonly Value: string;
}

const pair = (Name: string, Value: string): Pair => ({ Name, Value });

/** [what, attribute, exception, the same done right] */
type Write = readonly [what: string, bent: Pair, exception: string, honest: Pair];

const WRITES: readonly Write[] = [
  ["claims that the email is verified", pair("email_verified", "true"), "NotAuthorizedException", pair("name", "Ada")],
  ["claims that the phone number is verified", pair("phone_number_verified", "true"), "NotAuthorizedException", pair("name", "Ada")],
  ["takes another sub", pair("sub", "5e7f1a52-0000-4000-8000-000000000000"), "NotAuthorizedException", pair("name", "Ada")],
  ["writes a standard attribute that the client does not list", pair("nickname", "ada"), "NotAuthorizedException", pair("name", "ada")],
  [
    "writes a custom attribute that the client does not list",
    pair("custom:secret", "x"),
    "NotAuthorizedException",
    pair("custom:rank", "2"),
  ],
  ["writes an attribute that the pool does not have", pair("custom:none", "x"), "InvalidParameterException", pair("custom:rank", "2")],
  ["writes a standard attribute that does not exist", pair("shoe_size", "42"), "InvalidParameterException", pair("name", "42")],
  ["writes an email that is none", pair("email", "not an address"), "InvalidParameterException", pair("email", "right@example.com")],
  ["writes a phone number that is none", pair("phone_number", "0123"), "InvalidParameterException", pair("phone_number", "+49123456")],
  ["writes a number below its least", pair("custom:rank", "0"), "InvalidParameterException", pair("custom:rank", "1")],
  ["writes a number above its most", pair("custom:rank", "10"), "InvalidParameterException", pair("custom:rank", "9")],
  ["writes a number that is none", pair("custom:rank", "two"), "InvalidParameterException", pair("custom:rank", "2")],
  ["writes a value that is too long", pair("name", "x".repeat(2049)), "InvalidParameterException", pair("name", "x".repeat(2048))],
];

const IMMUTABLE: Write = [
  "changes an attribute that is set once",
  pair("custom:born", "1815"),
  "InvalidParameterException",
  pair("custom:rank", "3"),
];

async function signedIn(stand: ContractStand): Promise<string> {
  const { open, poolId } = await stageOf(stand);
  const user: CaseUser = await stand.newUser(poolId);
  return (await signInPerson(stand, open, user)).AccessToken;
}

const shared = new WeakMap<ContractStand, Promise<string>>();

/** One user for every write to a user's own attributes: none of them stands in another's way. */
function sharedToken(stand: ContractStand): Promise<string> {
  const known = shared.get(stand) ?? signedIn(stand);
  shared.set(stand, known);
  return known;
}

const updateVectors = [...WRITES, IMMUTABLE].map(([what, bent, exception, honest]): NegativeVector => ({
  operation: "UpdateUserAttributes",
  name: `an update that ${what}`,
  exception,
  liveReason: null,
  prepare: async (stand) => {
    const AccessToken = await sharedToken(stand);
    const write = (...UserAttributes: readonly Pair[]) => stand.send("UpdateUserAttributes", { AccessToken, UserAttributes });
    return { bent: () => write(bent), honest: () => write(honest) };
  },
}));

const signUpVectors = WRITES.map(([what, bent, exception, honest]): NegativeVector => ({
  operation: "SignUp",
  name: `a sign-up that ${what}`,
  exception,
  liveReason: null,
  prepare: async (stand) => {
    const { open } = await stageOf(stand);
    const { username, email, password } = freshPerson();
    const write = (attribute: Pair) => {
      const others = attribute.Name === "email" ? [] : [pair("email", email)];
      const named = { ClientId: open.id, Username: username, Password: password };
      return stand.send("SignUp", { ...named, UserAttributes: [...others, attribute] });
    };
    return { bent: () => write(bent), honest: () => write(honest) };
  },
}));

const deleteVectors = (
  [
    ["sub", "NotAuthorizedException"],
    ["nickname", "NotAuthorizedException"],
    ["email_verified", "NotAuthorizedException"],
    ["custom:none", "InvalidParameterException"],
  ] as const
).map(([name, exception]): NegativeVector => ({
  operation: "DeleteUserAttributes",
  name: `a removal of ${name}`,
  exception,
  liveReason: null,
  prepare: async (stand) => {
    const AccessToken = await sharedToken(stand);
    const remove = (attribute: string) => stand.send("DeleteUserAttributes", { AccessToken, UserAttributeNames: [attribute] });
    return { bent: () => remove(name), honest: () => remove("name") };
  },
}));

const takenName: NegativeVector = {
  operation: "UpdateUserAttributes",
  name: "an update that takes another user's preferred_username",
  exception: "AliasExistsException",
  liveReason: null,
  prepare: async (stand) => {
    const { username } = freshPerson();
    const [first, second] = [await signedIn(stand), await signedIn(stand)];
    const take = (AccessToken: string, Value: string) =>
      stand.send("UpdateUserAttributes", { AccessToken, UserAttributes: [pair("preferred_username", Value)] });
    await take(first, username);
    return { bent: () => take(second, username), honest: () => take(second, `${username}-2`) };
  },
};

/** Writes that must not happen, and the nearest that may. */
export const ATTRIBUTE_WRITE_VECTORS: readonly NegativeVector[] = [...updateVectors, ...signUpVectors, ...deleteVectors, takenName];
