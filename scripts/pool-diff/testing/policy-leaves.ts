// The leaves of a pool policy, and another value for each: tests change one at a time, so that a leaf that nobody compares is found.
import type { PoolPolicy } from "@/lib/policy/pool-policy";

/** A figure of the policy: its path, such as `webAuthn.userVerification`, and what it is. */
export interface PolicyLeaf {
  readonly path: string;
  readonly value: unknown;
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every leaf, in the order of the policy; a branch that is null (a pool without a machine client) has none. */
export const leavesOf = (branch: object, above = ""): readonly PolicyLeaf[] =>
  Object.entries(branch).flatMap(([name, value]: [string, unknown]) => {
    if (value === null) return [];
    return isBranch(value) ? leavesOf(value, `${above}${name}.`) : [{ path: `${above}${name}`, value }];
  });

const OTHER: Readonly<Record<string, string>> = {
  ...{ PLUS: "ESSENTIALS", ON: "OPTIONAL", required: "preferred", ACTIVE: "INACTIVE", ORIGINAL: "UPDATED" },
  ...{ MULTI_FACTOR_WITH_USER_VERIFICATION: "SINGLE_FACTOR", ENABLED: "DISABLED", V2_0: "V3_0" },
};

/** Another value of the same kind. For PreventUserExistenceErrors the other one is LEGACY, which a seed says as "not enabled". */
function otherThan(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value * 2;
  if (Array.isArray(value)) return value.length === 0 ? ["PreSignUp"] : value.slice(0, -1);
  return OTHER[String(value)] ?? `${String(value)}-other`;
}

/** The same policy with another value at `path`. */
export function withOther(policy: PoolPolicy, path: string): PoolPolicy {
  const changed = (branch: Readonly<Record<string, unknown>>, [name = "", ...rest]: readonly string[]): Record<string, unknown> => {
    const value = branch[name];
    return { ...branch, [name]: rest.length > 0 && isBranch(value) ? changed(value, rest) : otherThan(value) };
  };
  return changed(policy as unknown as Readonly<Record<string, unknown>>, path.split(".")) as unknown as PoolPolicy;
}
