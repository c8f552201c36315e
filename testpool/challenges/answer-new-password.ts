// NEW_PASSWORD_REQUIRED, answered: the lasting password, and the attributes that the pool requires.
import { putUserWithAliases } from "../accounts/aliases";
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { checkAttributeValue, schemaOf } from "../rules/attribute-schema";
import { checkWritable } from "../rules/client-attributes";
import { checkPasswordHistory, withPassword } from "../rules/password-history";
import { checkPasswordPolicy } from "../rules/password-policy";
import { requirePool } from "../store/find-client";
import type { UserRecord } from "../store/records";
import { missingAttributes } from "./ask-new-password";
import { attemptOf, signInOf, withTrail } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { goOnAfterPassword } from "./continue-sign-in";
import type { Reply } from "./reply";

const PREFIX = "userAttributes.";
const CONTACTS = ["email", "phone_number"];

/** Refuses an attribute that may not be set here; one that is required and has a value keeps it (documented; sentence observed). */
function checkAttribute({ needs, client }: Reply, user: UserRecord, name: string, value: string): void {
  const pool = requirePool(needs, client.poolId);
  const schema = schemaOf(pool, name);
  if (schema === null) {
    throw invalidParameter(`Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`);
  }
  const isFixed = schema.isRequired || CONTACTS.includes(name);
  if (isFixed && (user.attributes[name] ?? "") !== "") throw notAuthorized(`Cannot modify an already provided ${name}`);
  checkWritable(client, name);
  checkAttributeValue(schema, value);
}

/** The user's attributes with those of the answer; an address that was only typed is not proven. */
function newAttributes(reply: Reply, user: UserRecord): Readonly<Record<string, string>> {
  const given = Object.entries(reply.responses).flatMap(([key, value]): [string, string][] =>
    key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), value]] : [],
  );
  for (const [name, value] of given) checkAttribute(reply, user, name, value);
  const unproven = given.filter(([name]) => CONTACTS.includes(name)).map(([name]): [string, string] => [`${name}_verified`, "false"]);
  const attributes = { ...user.attributes, ...Object.fromEntries([...given, ...unproven]) };
  const [missing] = missingAttributes(requirePool(reply.needs, reply.client.poolId), { ...user, attributes });
  if (missing !== undefined) throw invalidParameter(`Attributes did not conform to the schema: ${missing}: The attribute is required`);
  return attributes;
}

/**
 * Judges NEW_PASSWORD_REQUIRED. A password that the policy or the history refuses leaves the Session open for another try (observed);
 * a Session of a user whose temporary password was replaced meanwhile is worthless (assumed).
 */
export async function answerNewPassword(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, client } = reply;
  const password = requireParameter(reply.responses, "NEW_PASSWORD");
  const attempt = attemptOf(reply);
  const { user } = attempt.subject;
  if (user?.status !== "FORCE_CHANGE_PASSWORD") throw notAuthorized("Invalid session for the user.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const pool = requirePool(needs, client.poolId);
  const { passwordPolicy } = pool;
  const attributes = newAttributes(reply, user);
  checkPasswordPolicy(passwordPolicy, password);
  checkPasswordHistory(passwordPolicy, user, password);
  consumeChallenge(needs, reply.session);
  const changed: UserRecord = { ...withPassword(passwordPolicy, user, password), status: "CONFIRMED", attributes };
  putUserWithAliases(needs, pool, changed);
  return goOnAfterPassword(signInOf(withTrail(attempt, { isNewPassword: true }), changed));
}
