// Groups in tokens: names in the order of their precedence, and the IAM roles that they bring.
import type { Needs } from "../protocol/needs";
import type { UserRecord } from "../store/records";
import type { GroupRecord } from "../store/settings-records";

function groupsOf(needs: Needs, poolId: string, names: readonly string[]): GroupRecord[] {
  return names.flatMap((name) => needs.store.get("groups", `${poolId}|${name}`) ?? []);
}

/** A smaller precedence comes first, and a group without one comes last (documented). */
const rank = ({ precedence }: GroupRecord) => precedence ?? Number.MAX_SAFE_INTEGER;

/** The names of the user's groups, the one that wins first. */
export function groupNames(needs: Needs, user: UserRecord): string[] {
  return groupsOf(needs, user.poolId, user.groups)
    .sort((left, right) => rank(left) - rank(right))
    .map(({ name }) => name);
}

/**
 * `cognito:groups`, and for ID tokens `cognito:roles` and `cognito:preferred_role`. The preferred role is the role of the group with the
 * smallest precedence, and is left out when two groups with different roles share that precedence (documented).
 */
export function groupClaims(needs: Needs, poolId: string, names: readonly string[]): { groups: object; roles: object } {
  if (names.length === 0) return { groups: {}, roles: {} };
  const withRole = groupsOf(needs, poolId, names).filter(({ roleArn }) => roleArn !== null);
  const best = Math.min(...withRole.map(rank));
  const preferred = new Set(withRole.filter((group) => rank(group) === best).map(({ roleArn }) => roleArn));
  const roles = [...new Set(withRole.map(({ roleArn }) => roleArn))];
  return {
    groups: { "cognito:groups": names },
    roles: {
      ...(roles.length === 0 ? {} : { "cognito:roles": roles }),
      ...(preferred.size === 1 ? { "cognito:preferred_role": [...preferred][0] } : {}),
    },
  };
}
