// Every setting of both policies is changed once, alone; a change that no named expectation notices, or that the local pool does not get, is a hole.
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { STAFF_POOL, TRADER_POOL, type PoolPolicy } from "@/lib/policy/pool-policy";
import { seededMachineClient, seededPool, seededWebClient } from "@/scripts/stack/seeded-pool";
import { POOL_EXPECTATIONS } from "./testing/pool-expectations";
import { poolTemplate } from "./testing/synthesise";

type Path = readonly string[];

/** What the local pool does not model, by path, with the reason. */
const NOT_LOCAL: Readonly<Record<string, string>> = {};
/** Given to the local pool as files and not as settings; `infra/pool-triggers.test.ts` holds the two together. */
const AS_FILES = ["triggers", "preTokenGenerationVersion"];
const isLocal = (path: Path): boolean =>
  NOT_LOCAL[path.join(".")] === undefined && path[0] !== "threatProtection" && !AS_FILES.includes(path.join("."));

/** Every place of a policy that holds a value; a list is one value. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

const other = (value: unknown, path: Path): unknown => {
  if (typeof value === "boolean") return !value;
  if (path.at(-1) === "authSessionSeconds") return 600;
  if (typeof value === "number") return value + 1;
  if (path.at(-1) === "triggers") return (value as readonly unknown[]).length === 0 ? ["DefineAuthChallenge"] : [];
  if (Array.isArray(value)) return [];
  return value === "OFF" ? "ON" : "OFF";
};

function mutated(policy: unknown, [name, ...rest]: Path, whole: Path): unknown {
  if (name === undefined) return other(policy, whole);
  const fields = policy as Readonly<Record<string, unknown>>;
  return { ...fields, [name]: mutated(fields[name], rest, whole) };
}

const CLIENT = { clientId: "client", clientSecret: "secret" };
const seeded = (policy: PoolPolicy): string =>
  JSON.stringify([
    seededPool(policy, "app.example.com"),
    seededWebClient(policy, CLIENT),
    policy.machineClient === null ? null : seededMachineClient(policy.machineClient, CLIENT),
  ]);

/** The expectations that a pool of this policy does not meet. */
function redTests(kind: "traders" | "staff", policy: PoolPolicy): string[] {
  const template = poolTemplate(kind, policy);
  return POOL_EXPECTATIONS[kind].filter(({ read, expected }) => !isDeepStrictEqual(read(template), expected)).map(({ says }) => says);
}

describe.each([
  ["traders", TRADER_POOL],
  ["staff", STAFF_POOL],
] as const)("the policy of the %s", (kind, policy) => {
  // A version of an event that no function is given decides nothing.
  const idle = policy.triggers.includes("PreTokenGeneration") ? ["machineClient"] : ["machineClient", "preTokenGenerationVersion"];
  const settings = leaves(policy).filter((path) => !idle.includes(path.join(".")));

  it("meets every expectation as it stands", () => {
    expect(redTests(kind, policy)).toEqual([]);
    expect(settings.length).toBeGreaterThan(35);
  });

  it.each(settings.map((path) => [path.join("."), path] as const))("turns a named test red when %s changes", (_, path) => {
    const changed = mutated(policy, path, path) as PoolPolicy;
    expect(redTests(kind, changed)).not.toEqual([]);
  });

  it.each(settings.filter(isLocal).map((path) => [path.join("."), path] as const))("gives %s to the local pool", (_, path) => {
    expect(seeded(mutated(policy, path, path) as PoolPolicy)).not.toBe(seeded(policy));
  });
});

describe("what the local pool does not model", () => {
  it("still exists in the policy, and is still not given to it", () => {
    for (const name of Object.keys(NOT_LOCAL)) {
      const path = name.split(".");
      expect(seeded(mutated(TRADER_POOL, path, path) as PoolPolicy)).toBe(seeded(TRADER_POOL));
    }
  });

  it("refuses a machine client in the staff's pool and its absence in the traders'", () => {
    expect(() => poolTemplate("staff", { ...STAFF_POOL, machineClient: TRADER_POOL.machineClient })).toThrow("no machine");
    expect(() => poolTemplate("traders", { ...TRADER_POOL, machineClient: null })).toThrow("machines");
  });
});
