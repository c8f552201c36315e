// Reads one member of a seed; whatever is wrong is told in one sentence with its place.
import { isFields, type Fields } from "../protocol/shapes";

/** A seed that cannot be used; the message names the place. */
export class SeedError extends Error {
  override readonly name = "SeedError";
}

/** An object of the seed and the path to it, as errors name it. */
export interface SeedPlace {
  readonly fields: Fields;
  readonly where: string;
}

/** A text that must be there. */
export function text({ fields, where }: SeedPlace, name: string): string {
  const value = fields[name];
  if (typeof value !== "string" || value === "") throw new SeedError(`The seed needs a text at ${where}.${name}.`);
  return value;
}

/** A text, or the fallback when it is left out. */
export function textOr<Fallback>(place: SeedPlace, name: string, fallback: Fallback): string | Fallback {
  return place.fields[name] === undefined || place.fields[name] === null ? fallback : text(place, name);
}

/** A whole number of zero or more. */
export function wholeOr({ fields, where }: SeedPlace, name: string, fallback: number): number {
  const value = fields[name] ?? fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw new SeedError(`The seed needs a whole number at ${where}.${name}.`);
  }
  return value;
}

/** True or false. */
export function flagOr({ fields, where }: SeedPlace, name: string, fallback: boolean): boolean {
  const value = fields[name] ?? fallback;
  if (typeof value !== "boolean") throw new SeedError(`The seed needs true or false at ${where}.${name}.`);
  return value;
}

/** One of the given values. */
export function choiceOr<Value extends string>(place: SeedPlace, name: string, values: readonly Value[], fallback: Value): Value {
  const value = place.fields[name] ?? fallback;
  const known = values.find((candidate) => candidate === value);
  if (known === undefined) throw new SeedError(`The seed needs one of ${values.join(", ")} at ${place.where}.${name}.`);
  return known;
}

/** A list of texts; with `values`, each must be one of them. */
export function choicesOr<Value extends string>(
  { fields, where }: SeedPlace,
  name: string,
  values: readonly Value[] | null,
  fallback: readonly Value[],
): readonly Value[] {
  const value = fields[name] ?? fallback;
  const isKnown = (entry: unknown) => typeof entry === "string" && (values === null || values.some((known) => known === entry));
  if (!Array.isArray(value) || !value.every(isKnown)) {
    throw new SeedError(`The seed needs a list of ${values === null ? "texts" : values.join(", ")} at ${where}.${name}.`);
  }
  return value as Value[];
}

/** A list of objects with their places. */
export function placesIn({ fields, where }: SeedPlace, name: string): SeedPlace[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value) || !value.every(isFields)) throw new SeedError(`The seed needs a list of objects at ${where}.${name}.`);
  return value.map((entry, index) => ({ fields: entry, where: `${where === "seed" ? "" : `${where}.`}${name}[${index}]` }));
}

/** An object with its place, or null when it is left out. */
export function placeIn({ fields, where }: SeedPlace, name: string): SeedPlace | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (!isFields(value)) throw new SeedError(`The seed needs an object at ${where}.${name}.`);
  return { fields: value, where: `${where}.${name}` };
}
