// The attributes that somebody signs up with.
import { invalidParameter } from "../protocol/cognito-exception";
import { checkAttributeValue, isEmailForm, isPhoneForm, schemaOf } from "../rules/attribute-schema";
import { checkWritable } from "../rules/client-attributes";
import type { ClientRecord, PoolRecord } from "../store/settings-records";

type Pairs = readonly { readonly Name: string; readonly Value?: string }[];

const NOT_CONFORMING = "Attributes did not conform to the schema: ";

/** The attribute that a username stands for in a pool without usernames of its own, or null in any other. Sentences observed. */
export function usernameAttribute(pool: PoolRecord, username: string): "email" | "phone_number" | null {
  const { usernameAttributes } = pool;
  if (usernameAttributes.length === 0) return null;
  if (usernameAttributes.includes("email") && isEmailForm(username)) return "email";
  if (usernameAttributes.includes("phone_number") && isPhoneForm(username)) return "phone_number";
  if (usernameAttributes.length > 1) throw invalidParameter("Username should be either an email or a phone number.");
  throw invalidParameter(usernameAttributes[0] === "email" ? "Username should be an email." : "Username should be a phone number.");
}

/** Whether a name has the form of an address by which this pool finds users beside their usernames. */
export const isAliasForm = ({ aliasAttributes }: PoolRecord, name: string): boolean =>
  (aliasAttributes.includes("email") && isEmailForm(name)) || (aliasAttributes.includes("phone_number") && isPhoneForm(name));

/** Refuses a username that looks like an alias of the pool: nobody may sit on an address that is not proven (sentences observed). */
export function checkUsernameForm(pool: PoolRecord, username: string): void {
  if (pool.aliasAttributes.includes("email") && isEmailForm(username)) {
    throw invalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
  }
  if (pool.aliasAttributes.includes("phone_number") && isPhoneForm(username)) {
    throw invalidParameter("Username cannot be of phone number format, since user pool is configured for phone number alias.");
  }
}

function checkRequired(pool: PoolRecord, attributes: Readonly<Record<string, string>>): void {
  const missing = pool.requiredAttributes.filter((name) => (attributes[name] ?? "") === "");
  if (missing.length === 0) return;
  // Every missing attribute is named (observed).
  throw invalidParameter(NOT_CONFORMING + missing.map((name) => `${name}: The attribute is required`).join("\n"));
}

/**
 * The attributes of a new user, unproven; `implied` are those that the username stands for. Refuses what the schema does not have
 * (sentence observed), what the client may not write, a wrong value, and a required attribute that is missing.
 */
export function readSignUpAttributes(
  pool: PoolRecord,
  client: ClientRecord,
  pairs: Pairs,
  implied: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const given = Object.fromEntries(pairs.map(({ Name, Value = "" }) => [Name, Value]));
  for (const [name, value] of Object.entries(given)) {
    const schema = schemaOf(pool, name);
    if (schema === null) throw invalidParameter(`${NOT_CONFORMING}${name}: Attribute does not exist in the schema.`);
    checkWritable(client, name);
    if (value !== "" || name === "email" || name === "phone_number") checkAttributeValue(schema, value);
  }
  const attributes = { ...given, ...implied };
  checkRequired(pool, attributes);
  const kept = Object.entries(attributes).filter(([, value]) => value !== "");
  const unproven = ["email", "phone_number"].filter((name) => attributes[name] !== undefined).map((name) => [`${name}_verified`, "false"]);
  return Object.fromEntries([...kept, ...unproven]) as Readonly<Record<string, string>>;
}
