// Holds answers against the schemas that the AWS SDK carries, which nobody here wrote: names, kinds, and what must be there.
// A schema is [kind, namespace, name, traits, …] (3 structure, -3 error, 1 list, 2 map, 9 operation, 0 named simple type), a number
// (0 text, 1 number, 2 boolean, 4 time, 15 document, 64 | n list, 128 | n map), a function that gives one, or one with traits beside it.

type Sdk = Readonly<Record<string, unknown>>;

function unfold(schema: unknown): unknown {
  if (typeof schema === "function") return unfold((schema as () => unknown)());
  const isWithTraits = Array.isArray(schema) && schema.length === 2 && typeof schema[0] !== "number";
  return isWithTraits ? unfold(schema[0]) : schema;
}

const KINDS: Readonly<Record<number, (value: unknown) => boolean>> = {
  0: (value) => typeof value === "string",
  1: (value) => typeof value === "number",
  2: (value) => typeof value === "boolean",
  4: (value) => typeof value === "number",
  15: (value) => typeof value === "object" && value !== null,
};

function simpleFaults(kind: number, value: unknown, at: string): string[] {
  if ((kind & 64) === 64) return listFaults(kind & ~64, value, at);
  if ((kind & 128) === 128) return mapFaults(kind & ~128, value, at);
  const judge = KINDS[kind];
  if (judge === undefined) return [`${at}: the SDK's kind ${kind} is not known to this check`];
  return judge(value) ? [] : [`${at}: ${JSON.stringify(value).slice(0, 60)} is not of the SDK's kind ${kind}`];
}

function listFaults(member: unknown, value: unknown, at: string): string[] {
  if (!Array.isArray(value)) return [`${at} is no list`];
  return value.flatMap((entry, index) => shapeFaults(member, entry, `${at}[${index}]`));
}

function mapFaults(member: unknown, value: unknown, at: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at} is no map`];
  return Object.entries(value).flatMap(([name, entry]) => shapeFaults(member, entry, `${at}.${name}`));
}

function structureFaults(schema: readonly unknown[], value: unknown, at: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at} is no structure`];
  const names = schema[4] as readonly string[];
  const members = schema[5] as readonly unknown[];
  const requiredCount = typeof schema[6] === "number" ? schema[6] : 0;
  const fields = value as Readonly<Record<string, unknown>>;
  const missing = names.slice(0, requiredCount).filter((name) => fields[name] === undefined);
  const unknown = Object.keys(fields).filter((name) => !names.includes(name));
  return [
    ...missing.map((name) => `${at}.${name} must be there`),
    ...unknown.map((name) => `${at}.${name} is not in the SDK's schema`),
    ...names.flatMap((name, index) => (fields[name] === undefined ? [] : shapeFaults(members[index], fields[name], `${at}.${name}`))),
  ];
}

function shapeFaults(schema: unknown, value: unknown, at: string): string[] {
  const unfolded = unfold(schema);
  if (typeof unfolded === "number") return simpleFaults(unfolded, value, at);
  if (!Array.isArray(unfolded)) return [`${at} has a schema that this check does not know`];
  const kind: unknown = unfolded[0];
  if (kind === 0) return simpleFaults(unfolded[4] as number, value, at);
  if (kind === 1) return listFaults(unfolded[4], value, at);
  if (kind === 2) return mapFaults(unfolded[5], value, at);
  return structureFaults(unfolded, value, at);
}

/** What is wrong with an operation's answer by the SDK's own schema; empty when nothing is. */
export function answerFaults(sdk: Sdk, operation: string, answer: unknown): string[] {
  const schema = unfold(sdk[`${operation}$`]) as readonly unknown[] | undefined;
  if (schema === undefined) return [`The SDK does not know ${operation}`];
  const output = unfold(schema[5]);
  if (!Array.isArray(output)) return [];
  // An operation without an answer is described by the unit structure of the prelude.
  return structureFaults(output[4] === undefined ? [3, "", "Unit", 0, [], []] : output, answer, operation);
}

/** What is wrong with a refusal: the SDK must know the exception. */
export function refusalFaults(sdk: Sdk, name: string): string[] {
  const schema = unfold(sdk[`${name}$`]);
  return Array.isArray(schema) && schema[0] === -3 ? [] : [`The SDK does not know the exception ${name}`];
}
