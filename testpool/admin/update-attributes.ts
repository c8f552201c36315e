// What an administrator's change of attributes makes of a user: anything that the schema lets change, the proofs included.
import { isProvable, withAttribute } from "../accounts/change-attributes";
import { withoutCodes } from "../codes/judge-code";
import { invalidParameter } from "../protocol/cognito-exception";
import { checkAttributeValue, schemaOf } from "../rules/attribute-schema";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { checkVerifiedAttributes } from "./user-attributes";

function checkChange(pool: PoolRecord, name: string, value: string): void {
  const schema = schemaOf(pool, name);
  // Attributes that do not exist or cannot change are named (sentences observed); a required one stays (sentence assumed).
  if (schema === null) throw invalidParameter(`user.${name}: Attribute does not exist in the schema.`);
  if (!schema.isMutable) throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
  if (value !== "") checkAttributeValue(schema, value);
  else if (schema.isRequired) throw invalidParameter(`user.${name}: Attribute is required and cannot be deleted.`);
}

/**
 * The user after the changes, the proofs after the values. Where AttributesRequireVerificationBeforeUpdate says so, a new address waits
 * for its proof, unless the same request says that it is proven (documented). InvalidParameterException for what the schema forbids.
 */
export function withAdminChanges(pool: PoolRecord, user: UserRecord, changes: ReadonlyMap<string, string>): UserRecord {
  for (const [name, value] of changes) checkChange(pool, name, value);
  const isProof = (name: string) => name.endsWith("_verified");
  const inOrder = [...changes].sort(([left], [right]) => Number(isProof(left)) - Number(isProof(right)));
  const changed = inOrder.reduce<UserRecord>((present, [name, value]) => {
    const isWaiting =
      isProvable(name) &&
      pool.verifyBeforeUpdate.includes(name) &&
      value !== "" &&
      value !== present.attributes[name] &&
      changes.get(`${name}_verified`) !== "true";
    if (!isWaiting) return withAttribute(present, name, value);
    const codes = withoutCodes(present, `attribute:${name}`);
    return { ...present, codes, pendingAttributes: { ...present.pendingAttributes, [name]: value } };
  }, user);
  checkVerifiedAttributes(changed.attributes);
  return changed;
}

/** The new email that a code must prove now, or null: one that waits, or an unproven one where emails are verified automatically. */
export function emailToProve(pool: PoolRecord, before: UserRecord, after: UserRecord): string | null {
  const pending = after.pendingAttributes["email"];
  if (pending !== undefined && pending !== before.pendingAttributes["email"]) return pending;
  const email = after.attributes["email"];
  if (email === undefined || email === before.attributes["email"]) return null;
  return pool.autoVerifiedAttributes.includes("email") && after.attributes["email_verified"] !== "true" ? email : null;
}
