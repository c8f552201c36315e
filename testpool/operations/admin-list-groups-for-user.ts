// AdminListGroupsForUser: the groups of one user, in pages.
import { describeGroup, groupsOfUser } from "../admin/groups";
import { requirePoolUser } from "../admin/require-user";
import { POOL_USER } from "../admin/user-members";
import { PAGE_KEY } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer } from "../protocol/shapes";

/** Documented: 60 groups at most in one answer. */
const PAGE_MAX = 60;

/** Answers Groups; NextToken is there while more follow. */
export const adminListGroupsForUser = defineOperation({
  name: "AdminListGroupsForUser",
  access: "signed",
  quota: "UserRead",
  request: { ...POOL_USER, Limit: integer({ min: 0, max: PAGE_MAX }), NextToken: PAGE_KEY },
  refusals: ["UserNotFoundException"],
  perform: (request, needs) => {
    const { user } = requirePoolUser(needs, request);
    const size = request.Limit === undefined || request.Limit === 0 ? PAGE_MAX : request.Limit;
    const { page, next } = pageOf(groupsOfUser(needs, user), size, request.NextToken);
    return { Groups: page.map(describeGroup), ...(next === null ? {} : { NextToken: next }) };
  },
});
