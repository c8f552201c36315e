// CreateGroup: a group that tokens may carry.
import { describeGroup, groupKey } from "../admin/groups";
import { CognitoException } from "../protocol/cognito-exception";
import { DESCRIPTION, GROUP_NAME, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { integer, needed, text } from "../protocol/shapes";
import { requirePool } from "../store/find-client";
import type { GroupRecord } from "../store/settings-records";

const ROLE_ARN = text({
  min: 20,
  max: 2048,
  pattern: "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
});

/** Answers Group; GroupExistsException for a name that the pool has (sentence observed). */
export const createGroup = defineOperation({
  name: "CreateGroup",
  access: "signed",
  quota: "UserPoolResourceUpdate",
  request: {
    GroupName: needed(GROUP_NAME),
    UserPoolId: needed(USER_POOL_ID),
    Description: DESCRIPTION,
    RoleArn: ROLE_ARN,
    Precedence: integer({ min: 0, max: 2_147_483_647 }),
  },
  refusals: ["GroupExistsException"],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const key = groupKey(pool.id, request.GroupName);
    if (needs.store.get("groups", key) !== undefined) {
      throw new CognitoException("GroupExistsException", "A group with the name already exists.");
    }
    const now = needs.clock.nowSeconds();
    const group: GroupRecord = {
      poolId: pool.id,
      name: request.GroupName,
      description: request.Description ?? null,
      roleArn: request.RoleArn ?? null,
      precedence: request.Precedence ?? null,
      createdAtSeconds: now,
      modifiedAtSeconds: now,
    };
    needs.store.put("groups", key, group);
    return { Group: describeGroup(group) };
  },
});
