// The attributes that an administrator gives a user: any that the pool has, the verified ones included.
import { invalidParameter } from "../protocol/cognito-exception";
import { checkAttributeValue, schemaOf } from "../rules/attribute-schema";
import type { PoolRecord } from "../store/settings-records";

/** A list of names and values as Cognito takes it. */
export type AttributeList = readonly { readonly Name: string; readonly Value?: string }[];

/** The values by name. Refuses with InvalidParameterException what the pool's schema does not allow (sentences observed). */
export function readUserAttributes(pool: PoolRecord, attributes: AttributeList): Readonly<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const { Name, Value = "" } of attributes) {
    const schema = schemaOf(pool, Name);
    if (schema === null) {
      throw invalidParameter(`Attributes did not conform to the schema: ${Name}: Attribute does not exist in the schema.\n`);
    }
    if (Name === "sub") throw invalidParameter("Cannot modify the non-mutable attribute sub");
    if (Value !== "") checkAttributeValue(schema, Value);
    read[Name] = Value;
  }
  return read;
}

/** Refuses, with InvalidParameterException, an address that is said to be proven and is not there (documented rule; sentence assumed). */
export function checkVerifiedAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const name of ["email", "phone_number"]) {
    if (attributes[`${name}_verified`] === "true" && (attributes[name] ?? "") === "") {
      throw invalidParameter(`${name} is required when ${name}_verified is true.`);
    }
  }
}
