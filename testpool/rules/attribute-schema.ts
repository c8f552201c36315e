// Which attributes a user of a pool may have: OpenID Connect's standard ones, and the pool's own.
import { invalidParameter } from "../protocol/cognito-exception";
import type { AttributeSchema, PoolRecord } from "../store/settings-records";

/** The standard attributes of every pool and their types (documented). */
export const STANDARD_ATTRIBUTES: Readonly<Record<string, AttributeSchema["type"]>> = {
  sub: "String",
  name: "String",
  given_name: "String",
  family_name: "String",
  middle_name: "String",
  nickname: "String",
  preferred_username: "String",
  profile: "String",
  picture: "String",
  website: "String",
  email: "String",
  email_verified: "Boolean",
  gender: "String",
  birthdate: "String",
  zoneinfo: "String",
  locale: "String",
  phone_number: "String",
  phone_number_verified: "Boolean",
  address: "String",
  updated_at: "Number",
};

/** True for an attribute that every pool has. */
export function isStandardAttribute(name: string): boolean {
  return Object.hasOwn(STANDARD_ATTRIBUTES, name);
}

/** What the pool says of an attribute, or null when it has none of that name. A birthdate has ten characters (documented). */
export function schemaOf(pool: Pick<PoolRecord, "customAttributes" | "requiredAttributes">, name: string): AttributeSchema | null {
  const type = isStandardAttribute(name) ? STANDARD_ATTRIBUTES[name] : undefined;
  if (type === undefined) return pool.customAttributes.find((attribute) => attribute.name === name) ?? null;
  const length = name === "birthdate" ? 10 : null;
  return {
    name,
    type,
    isMutable: name !== "sub",
    isRequired: name === "sub" || pool.requiredAttributes.includes(name),
    lengthMin: length ?? (name === "sub" ? 1 : 0),
    lengthMax: length ?? 2048,
    numberMin: 0,
    numberMax: null,
  };
}

/** True for a text in the form of an email address. */
export function isEmailForm(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** True for a text in the form of a phone number: a plus sign and digits (documented). */
export function isPhoneForm(text: string): boolean {
  return /^\+\d{1,15}$/.test(text);
}

const FORMS: Readonly<Record<string, readonly [isForm: (text: string) => boolean, message: string]>> = {
  email: [isEmailForm, "Invalid email address format."],
  phone_number: [isPhoneForm, "Invalid phone number format."],
};

function numberFault({ numberMin, numberMax }: AttributeSchema, value: string): string | null {
  if (!/^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)) return "Value is not a number";
  const number = Number(value);
  if (numberMin !== null && number < numberMin) return `Number must be no less than ${numberMin}`;
  return numberMax !== null && number > numberMax ? `Number must be no greater than ${numberMax}` : null;
}

function stringFault({ lengthMin, lengthMax }: AttributeSchema, value: string): string | null {
  if (value.length < lengthMin) return `String must be no shorter than ${lengthMin} characters`;
  return value.length > lengthMax ? `String must be no longer than ${lengthMax} characters` : null;
}

/** What is wrong with a value by its type, or null. */
function typeFault(schema: AttributeSchema, value: string): string | null {
  if (schema.type === "String") return stringFault(schema, value);
  if (schema.type === "Number") return numberFault(schema, value);
  if (schema.type === "Boolean") return value === "true" || value === "false" ? null : "Value is not a boolean";
  return Number.isNaN(Date.parse(value)) && !/^\d{1,15}$/.test(value) ? "Value is not a date" : null;
}

/**
 * Refuses a value that its schema does not allow with InvalidParameterException: the sentences for emails and phone numbers are
 * observed, those for lengths and types are assumed.
 */
export function checkAttributeValue(schema: AttributeSchema, value: string): void {
  const form = FORMS[schema.name];
  if (form !== undefined && !form[0](value)) throw invalidParameter(form[1]);
  const fault = typeFault(schema, value);
  if (fault !== null) throw invalidParameter(`Attributes did not conform to the schema: ${schema.name}: ${fault}`);
}
