// Requests are unknown until read field by field; the messages have the form of AWS's own validation errors (observed).
import { invalidParameter } from "./cognito-exception";

/** A parsed request body. */
export type Fields = Readonly<Record<string, unknown>>;

const memberName = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function validationError(name: string, constraint: string): Error {
  return invalidParameter(
    `1 validation error detected: Value at '${memberName(name)}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** True for a JSON object that is not an array. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The string under `name`, or null when it is absent; refuses other kinds and over-long values. */
export function optionalString(fields: Fields, name: string, lengthMax = 20_000): string | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw invalidParameter(`Value at '${memberName(name)}' must be a string`);
  if (value.length > lengthMax) throw validationError(name, `have length less than or equal to ${lengthMax}`);
  return value;
}

/** The string under `name`; absent or empty refuses with InvalidParameterException. */
export function requireString(fields: Fields, name: string, lengthMax?: number): string {
  const value = optionalString(fields, name, lengthMax);
  if (value === null) throw validationError(name, "not be null");
  if (value === "") throw validationError(name, "have length greater than or equal to 1");
  return value;
}

/** The map of strings under `name`; absent is an empty map. */
export function stringMap(fields: Fields, name: string): Readonly<Record<string, string>> {
  const value = fields[name];
  if (value === undefined || value === null) return {};
  if (!isFields(value)) throw invalidParameter(`Value at '${memberName(name)}' must be a map`);
  const map: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== "string") throw invalidParameter(`Value at '${memberName(name)}' must be a map of strings`);
    map[key] = entry;
  }
  return map;
}

/** A required member of AuthParameters or ChallengeResponses, with Cognito's own sentence when it is missing (observed). */
export function requireParameter(map: Readonly<Record<string, string>>, name: string): string {
  const value = map[name];
  if (value === undefined || value === "") throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** The object under `name`, or null when it is absent. */
export function optionalFields(fields: Fields, name: string): Fields | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (!isFields(value)) throw invalidParameter(`Value at '${memberName(name)}' must be an object`);
  return value;
}
