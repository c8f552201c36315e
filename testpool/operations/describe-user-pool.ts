// DescribeUserPool: every setting of a pool.
import { describePool } from "../admin/describe-pool";
import { USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

/** Answers UserPool. */
export const describeUserPool = defineOperation({
  name: "DescribeUserPool",
  access: "signed",
  quota: "UserPoolRead",
  request: { UserPoolId: needed(USER_POOL_ID) },
  refusals: [],
  perform: (request, needs) => ({ UserPool: describePool(requirePool(needs, request.UserPoolId)) }),
});
