// Reads what a handler wrote into `response`. Null and left out are the same; another kind than AWS documents is an unrecognizable answer.
import { isFields, type Fields } from "../protocol/shapes";
import { unrecognizable } from "./run-trigger";

/** True or false; false when left out. */
export function flagIn(fields: Fields, name: string): boolean {
  const value = fields[name] ?? false;
  if (typeof value !== "boolean") throw unrecognizable();
  return value;
}

/** A text, or null. */
export function textIn(fields: Fields, name: string): string | null {
  const value = fields[name] ?? null;
  if (value !== null && typeof value !== "string") throw unrecognizable();
  return value;
}

/** An object, or null. */
export function fieldsIn(fields: Fields, name: string): Fields | null {
  const value = fields[name] ?? null;
  if (value !== null && !isFields(value)) throw unrecognizable();
  return value;
}

/** An object of texts; empty when left out. */
export function textsIn(fields: Fields, name: string): Readonly<Record<string, string>> {
  const value = fieldsIn(fields, name) ?? {};
  if (!Object.values(value).every((entry) => typeof entry === "string")) throw unrecognizable();
  return value as Readonly<Record<string, string>>;
}

/** A list of texts, or null. */
export function listIn(fields: Fields, name: string): readonly string[] | null {
  const value = fields[name] ?? null;
  if (value === null) return null;
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string")) throw unrecognizable();
  return value;
}
