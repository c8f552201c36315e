// ListGroups: the groups of a pool.
import { describeGroup } from "../admin/groups";
import { PAGE_KEY, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer, needed } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

/** Documented: 60 groups at most in one answer. */
const PAGE_MAX = 60;

/** Answers Groups, oldest first (order assumed); NextToken is there while more follow. */
export const listGroups = defineOperation({
  name: "ListGroups",
  access: "signed",
  quota: "UserPoolResourceRead",
  request: { UserPoolId: needed(USER_POOL_ID), Limit: integer({ min: 0, max: PAGE_MAX }), NextToken: PAGE_KEY },
  refusals: [],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const groups = needs.store
      .entries("groups")
      .map(([, group]) => group)
      .filter((group) => group.poolId === pool.id);
    const size = request.Limit === undefined || request.Limit === 0 ? PAGE_MAX : request.Limit;
    const { page, next } = pageOf(groups, size, request.NextToken);
    return { Groups: page.map(describeGroup), ...(next === null ? {} : { NextToken: next }) };
  },
});
