// What a member of a request may look like. Each shape notes what is wrong in the words of AWS's own validation errors (observed form).
import { CognitoException } from "./cognito-exception";

/** A parsed request body. */
export type Fields = Readonly<Record<string, unknown>>;

/** Judges one member: pushes what is wrong with it onto `faults`; `_value` is there for the type only. */
export interface Shape<Value> {
  readonly isRequired: boolean;
  check(value: unknown, at: string, faults: string[]): void;
  readonly _value?: Value;
  /** The members of a structure, and the values of a named set: for whoever makes up requests. */
  readonly members?: Members;
  readonly values?: readonly string[];
}

/** A shape whose member must be there. */
export interface Needed<Value> extends Shape<Value> {
  readonly isRequired: true;
}

export type Members = Readonly<Record<string, Shape<unknown>>>;
type ShapeValue<S> = S extends Shape<infer Value> ? Value : never;
type NeededNames<M> = { [Name in keyof M]: M[Name] extends Needed<unknown> ? Name : never }[keyof M];

/** The value that members describe: what is needed is there, what is optional may be. */
export type ValueOf<M extends Members> = { readonly [Name in NeededNames<M>]: ShapeValue<M[Name]> } & {
  readonly [Name in Exclude<keyof M, NeededNames<M>>]?: ShapeValue<M[Name]>;
};

/** True for a JSON object that is not an array. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const failed = (at: string, shown: string, constraint: string): string =>
  `Value ${shown}at '${at}' failed to satisfy constraint: Member must ${constraint}`;

/** A JSON value of the wrong kind never reaches validation: the service cannot even read it (sentence assumed). */
function refuseKind(value: unknown, wanted: string): never {
  const kind = Array.isArray(value) ? "LIST_VALUE" : isFields(value) ? "START_OBJECT" : (typeof value).toUpperCase() + "_VALUE";
  throw new CognitoException("SerializationException", `${kind} can not be converted to ${wanted}`);
}

export interface TextRules {
  readonly min?: number;
  readonly max?: number;
  /** A pattern as AWS writes it; it must match the whole text. */
  readonly pattern?: string;
  /** A secret is never repeated in an error. */
  readonly isSecret?: boolean;
}

const compiled = new Map<string, RegExp>();

function matchesWhole(text: string, pattern: string): boolean {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`, "u");
  compiled.set(pattern, known);
  return known.test(text);
}

/** A text within lengths and a pattern. */
export function text({ min = 0, max = 131_072, pattern, isSecret = false }: TextRules = {}): Shape<string> {
  return {
    isRequired: false,
    check: (value, at, faults) => {
      if (typeof value !== "string") refuseKind(value, "a String");
      const shown = isSecret ? "" : `'${value.slice(0, 256)}' `;
      if (value.length > max) faults.push(failed(at, shown, `have length less than or equal to ${max}`));
      if (value.length < min) faults.push(failed(at, shown, `have length greater than or equal to ${min}`));
      if (pattern !== undefined && !matchesWhole(value, pattern)) {
        faults.push(failed(at, shown, `satisfy regular expression pattern: ${pattern}`));
      }
    },
  };
}

/** One of a service's named values. */
export function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  return {
    isRequired: false,
    values,
    check: (value, at, faults) => {
      if (typeof value !== "string") refuseKind(value, "a String");
      const isKnown = values.some((known) => known === value);
      if (!isKnown) faults.push(failed(at, `'${value.slice(0, 256)}' `, `satisfy enum value set: [${values.join(", ")}]`));
    },
  };
}

/** Yes or no. */
export const flag: Shape<boolean> = {
  isRequired: false,
  check: (value) => {
    if (typeof value !== "boolean") refuseKind(value, "a Boolean");
  },
};

/** A whole number within limits. */
export function integer({ min, max }: { readonly min: number; readonly max: number }): Shape<number> {
  return {
    isRequired: false,
    check: (value, at, faults) => {
      if (typeof value !== "number" || !Number.isInteger(value)) refuseKind(value, "an Integer");
      if (value > max) faults.push(failed(at, `'${value}' `, `have value less than or equal to ${max}`));
      if (value < min) faults.push(failed(at, `'${value}' `, `have value greater than or equal to ${min}`));
    },
  };
}

/** A list of members of one shape. */
export function listOf<Value>(
  shape: Shape<Value>,
  { min = 0, max = 1000 }: { readonly min?: number; readonly max?: number } = {},
): Shape<readonly Value[]> {
  return {
    isRequired: false,
    check: (value, at, faults) => {
      if (!Array.isArray(value)) refuseKind(value, "a List");
      const list = value as readonly unknown[];
      if (list.length > max) faults.push(failed(at, "", `have length less than or equal to ${max}`));
      if (list.length < min) faults.push(failed(at, "", `have length greater than or equal to ${min}`));
      list.forEach((entry, index) => shape.check(entry, `${at}.${index + 1}.member`, faults));
    },
  };
}

/** A map of texts; an entry that is null counts as absent (observed: clients send DEVICE_KEY so). */
export function textMap(): Shape<Readonly<Record<string, string>>> {
  return {
    isRequired: false,
    check: (value) => {
      if (!isFields(value)) refuseKind(value, "a Map");
      for (const entry of Object.values(value)) if (entry !== null && typeof entry !== "string") refuseKind(entry, "a String");
    },
  };
}

/** A map of members of one shape. */
export function mapOf<Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return {
    isRequired: false,
    check: (value, at, faults) => {
      if (!isFields(value)) refuseKind(value, "a Map");
      for (const [name, entry] of Object.entries(value)) shape.check(entry, `${at}.${name}.member`, faults);
    },
  };
}

/** A JSON document of any form. */
export const jsonDocument: Shape<unknown> = { isRequired: false, check: () => undefined };

const memberName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function checkMembers(members: Members, fields: Fields, prefix: string, faults: string[]): void {
  for (const [name, shape] of Object.entries(members)) {
    const value = fields[name];
    const at = `${prefix}${memberName(name)}`;
    if (value !== undefined && value !== null) shape.check(value, at, faults);
    else if (shape.isRequired) faults.push(failed(at, "null ", "not be null"));
  }
}

/** A structure with members of its own. */
export function structure<const M extends Members>(members: M): Shape<ValueOf<M>> {
  return {
    isRequired: false,
    members,
    check: (value, at, faults) => {
      if (!isFields(value)) refuseKind(value, "a Structure");
      checkMembers(members, value, `${at}.`, faults);
    },
  };
}

/** The same shape, but its member must be there. */
export function needed<Value>(shape: Shape<Value>): Needed<Value> {
  return { ...shape, isRequired: true };
}

/** The value without what is null in it, at any depth: null counts as absent there too. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, entry]) => (entry === null ? [] : [[name, withoutNulls(entry)]])));
}

/**
 * The members of a request, and nothing else of it; null counts as absent. Refuses with InvalidParameterException that lists
 * everything wrong at once (observed), or SerializationException for a value of another kind.
 */
export function readRequest<const M extends Members>(members: M, fields: Fields): ValueOf<M> {
  const faults: string[] = [];
  checkMembers(members, fields, "", faults);
  if (faults.length > 0) {
    const count = `${faults.length} validation error${faults.length === 1 ? "" : "s"} detected: `;
    throw new CognitoException("InvalidParameterException", count + faults.join("; "));
  }
  const known = Object.entries(members).flatMap(([name, shape]) => {
    const value = fields[name];
    // A document is its sender's own: nothing in it is touched.
    return value === undefined || value === null ? [] : [[name, shape.check === jsonDocument.check ? value : withoutNulls(value)]];
  });
  return Object.fromEntries(known) as ValueOf<M>;
}
