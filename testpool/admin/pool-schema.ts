// The attributes of a pool: AWS's standard ones, and what Schema adds to them or requires of them.
import { invalidParameter } from "../protocol/cognito-exception";
import { isStandardAttribute, schemaOf, STANDARD_ATTRIBUTES } from "../rules/attribute-schema";
import type { AttributeSchema, PoolRecord } from "../store/settings-records";

/** One entry of Schema, as CreateUserPool takes it. */
export interface SchemaEntry {
  readonly Name: string;
  readonly AttributeDataType?: AttributeSchema["type"];
  readonly DeveloperOnlyAttribute?: boolean;
  readonly Mutable?: boolean;
  readonly Required?: boolean;
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
}

function numberOr<Fallback>(value: string | undefined, fallback: Fallback): number | Fallback {
  if (value === undefined) return fallback;
  if (!/^-?\d{1,18}$/.test(value)) throw invalidParameter("Invalid attribute constraints: not a number.");
  return Number(value);
}

function customAttribute(entry: SchemaEntry): AttributeSchema {
  const type = entry.AttributeDataType ?? "String";
  return {
    name: `custom:${entry.Name}`,
    type,
    isMutable: entry.Mutable ?? true,
    isRequired: false,
    lengthMin: numberOr(entry.StringAttributeConstraints?.MinLength, 0),
    lengthMax: numberOr(entry.StringAttributeConstraints?.MaxLength, 2048),
    numberMin: numberOr(entry.NumberAttributeConstraints?.MinValue, null),
    numberMax: numberOr(entry.NumberAttributeConstraints?.MaxValue, null),
  };
}

/**
 * The custom attributes of a Schema, and the standard ones that it requires. Refuses with InvalidParameterException a name that comes
 * twice and a custom attribute that is required (the second sentence observed).
 */
export function readSchema(entries: readonly SchemaEntry[]): {
  readonly customAttributes: readonly AttributeSchema[];
  readonly requiredAttributes: readonly string[];
} {
  const names = entries.map((entry) => entry.Name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidParameter(`Existing attribute already has name ${twice}.`);
  const customs = entries.filter((entry) => !isStandardAttribute(entry.Name));
  if (customs.some((entry) => entry.Required === true)) throw invalidParameter("Required custom attributes are not supported currently.");
  const requiredAttributes = entries
    .filter((entry) => isStandardAttribute(entry.Name) && entry.Required === true)
    .map((entry) => entry.Name);
  return { customAttributes: customs.map(customAttribute), requiredAttributes };
}

function describeAttribute(attribute: AttributeSchema): object {
  return {
    Name: attribute.name,
    AttributeDataType: attribute.type,
    DeveloperOnlyAttribute: false,
    Mutable: attribute.isMutable,
    Required: attribute.isRequired,
    ...(attribute.type === "String"
      ? { StringAttributeConstraints: { MinLength: String(attribute.lengthMin), MaxLength: String(attribute.lengthMax) } }
      : {}),
    ...(attribute.type === "Number"
      ? {
          NumberAttributeConstraints: {
            ...(attribute.numberMin === null ? {} : { MinValue: String(attribute.numberMin) }),
            ...(attribute.numberMax === null ? {} : { MaxValue: String(attribute.numberMax) }),
          },
        }
      : {}),
  };
}

/** SchemaAttributes of a pool: the standard ones first. */
export function describeSchema(pool: Pick<PoolRecord, "customAttributes" | "requiredAttributes">): readonly object[] {
  const standard = Object.keys(STANDARD_ATTRIBUTES).flatMap((name) => schemaOf(pool, name) ?? []);
  return [...standard, ...pool.customAttributes].map(describeAttribute);
}
