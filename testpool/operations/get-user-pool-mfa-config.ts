// GetUserPoolMfaConfig: which second factors a pool has, whether they are required, and its passkeys.
import { describeMfaConfig } from "../admin/describe-mfa-config";
import { USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

/** Answers what SetUserPoolMfaConfig answers. */
export const getUserPoolMfaConfig = defineOperation({
  name: "GetUserPoolMfaConfig",
  access: "signed",
  quota: "UserPoolRead",
  request: { UserPoolId: needed(USER_POOL_ID) },
  refusals: [],
  perform: (request, needs) => describeMfaConfig(requirePool(needs, request.UserPoolId)),
});
