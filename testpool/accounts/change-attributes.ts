// What a changed attribute takes with it: the proof of the old value, and the codes that were on their way to it.
import { invalidParameter } from "../protocol/cognito-exception";
import { withoutCodes } from "../codes/judge-code";
import { checkAttributeValue, schemaOf } from "../rules/attribute-schema";
import { checkWritable } from "../rules/client-attributes";
import type { UserRecord } from "../store/records";
import type { AttributeSchema, ClientRecord, PoolRecord } from "../store/settings-records";

/** The attributes that a code can prove. */
export type ProvableAttribute = "email" | "phone_number";

/** True for the attributes that a code can prove. */
export function isProvable(name: string): name is ProvableAttribute {
  return name === "email" || name === "phone_number";
}

/** The user with another value of one attribute; an empty value removes it (documented). A new email or phone number is unproven. */
export function withAttribute(user: UserRecord, name: string, value: string): UserRecord {
  if ((user.attributes[name] ?? "") === value) return user;
  const { [name]: _old, [`${name}_verified`]: _proof, ...rest } = user.attributes;
  const set = value === "" ? {} : { [name]: value, ...(isProvable(name) ? { [`${name}_verified`]: "false" } : {}) };
  if (!isProvable(name)) return { ...user, attributes: { ...rest, ...set } };
  const { [name]: _pending, ...pendingAttributes } = user.pendingAttributes;
  const codes = withoutCodes(user, `attribute:${name}`, "password");
  return { ...user, attributes: { ...rest, ...set }, pendingAttributes, codes };
}

/** The schema of an attribute that a signed-in user wants to change; refuses what the schema or the client forbids (sentences observed). */
function requireChangeable(pool: PoolRecord, client: ClientRecord, name: string): AttributeSchema {
  const schema = schemaOf(pool, name);
  if (schema === null) throw invalidParameter(`user.${name}: Attribute does not exist in the schema.`);
  checkWritable(client, name);
  if (!schema.isMutable) throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
  return schema;
}

/** Refuses a removal that the schema or the client forbids; that a required attribute cannot be removed is documented, its sentence assumed. */
export function checkRemoval(pool: PoolRecord, client: ClientRecord, name: string): void {
  if (requireChangeable(pool, client, name).isRequired)
    throw invalidParameter(`user.${name}: Attribute is required and cannot be deleted.`);
}

/** Refuses a change that the schema or the client forbids, or a value of the wrong form. */
export function checkChange(pool: PoolRecord, client: ClientRecord, name: string, value: string): void {
  if (value === "") checkRemoval(pool, client, name);
  else checkAttributeValue(requireChangeable(pool, client, name), value);
}
