// Groups of a pool: how they are kept, ordered and described.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { UserRecord } from "../store/records";
import type { GroupRecord } from "../store/settings-records";

/** The key of a group's record; names are told apart by letter case. */
export function groupKey(poolId: string, name: string): string {
  return `${poolId}|${name}`;
}

/** The group of that name, or ResourceNotFoundException (sentence observed). */
export function requireGroup(needs: Needs, poolId: string, name: string): GroupRecord {
  const group = needs.store.get("groups", groupKey(poolId, name));
  if (group === undefined) throw new CognitoException("ResourceNotFoundException", "Group not found.");
  return group;
}

/** The user's groups: the smallest precedence first, groups without one last, then by name (order assumed). */
export function groupsOfUser(needs: Needs, user: UserRecord): readonly GroupRecord[] {
  const rank = (group: GroupRecord) => group.precedence ?? Number.POSITIVE_INFINITY;
  return user.groups
    .flatMap((name) => needs.store.get("groups", groupKey(user.poolId, name)) ?? [])
    .sort((left, right) => (rank(left) === rank(right) ? left.name.localeCompare(right.name) : rank(left) - rank(right)));
}

/** GroupType. */
export function describeGroup(group: GroupRecord): object {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    ...(group.description === null ? {} : { Description: group.description }),
    ...(group.roleArn === null ? {} : { RoleArn: group.roleArn }),
    ...(group.precedence === null ? {} : { Precedence: group.precedence }),
    LastModifiedDate: group.modifiedAtSeconds,
    CreationDate: group.createdAtSeconds,
  };
}
