// DescribeUserPoolClient: every setting of an app client, its secret included.
import { describeClient } from "../admin/describe-client";
import { CLIENT_ID, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePoolClient } from "../store/require-pool-client";

/** Answers UserPoolClient. */
export const describeUserPoolClient = defineOperation({
  name: "DescribeUserPoolClient",
  access: "signed",
  quota: "UserPoolResourceRead",
  request: { UserPoolId: needed(USER_POOL_ID), ClientId: needed(CLIENT_ID) },
  refusals: [],
  perform: (request, needs) => ({ UserPoolClient: describeClient(requirePoolClient(needs, request.UserPoolId, request.ClientId)) }),
});
