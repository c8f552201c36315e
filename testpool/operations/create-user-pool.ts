// CreateUserPool: a pool with the settings that were asked for.
import { describePool } from "../admin/describe-pool";
import { makePoolId } from "../admin/make-ids";
import { POOL_MEMBERS } from "../admin/pool-members";
import { poolRecordOf } from "../admin/pool-record-of";
import { defineOperation } from "../protocol/define-operation";

/** Where a pool is made whose maker names no region. */
const FALLBACK_REGION = "us-east-1";

/** Answers UserPool. The pool's id begins with the region that the request was signed for. */
export const createUserPool = defineOperation({
  name: "CreateUserPool",
  access: "signed",
  quota: "UserPoolUpdate",
  request: POOL_MEMBERS,
  refusals: ["FeatureUnavailableInTierException"],
  perform: (request, needs) => {
    const pool = poolRecordOf(request, makePoolId(needs.call.region ?? FALLBACK_REGION), needs.clock.nowSeconds());
    needs.store.put("pools", pool.id, pool);
    return { UserPool: describePool(pool) };
  },
});
