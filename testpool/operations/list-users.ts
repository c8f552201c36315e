// ListUsers: the users of a pool, filtered and in pages.
import { describeUser } from "../admin/describe-user";
import { readUserFilter } from "../admin/user-filter";
import { invalidParameter } from "../protocol/cognito-exception";
import { ATTRIBUTE_NAME, PAGE_KEY, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer, listOf, needed, text } from "../protocol/shapes";
import { schemaOf } from "../rules/attribute-schema";
import { requirePool } from "../store/find-client";

/** Documented: 60 users at most in one answer. */
const PAGE_MAX = 60;

/**
 * Answers Users, oldest first (order assumed); PaginationToken is there while more follow. AttributesToGet may name only what the pool's
 * schema has (sentence observed); a user who has no value for one of them is listed without it (assumed).
 */
export const listUsers = defineOperation({
  name: "ListUsers",
  access: "signed",
  quota: "UserList",
  request: {
    UserPoolId: needed(USER_POOL_ID),
    AttributesToGet: listOf(ATTRIBUTE_NAME),
    Limit: integer({ min: 0, max: PAGE_MAX }),
    PaginationToken: PAGE_KEY,
    Filter: text({ max: 256 }),
  },
  refusals: [],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const wanted = request.AttributesToGet ?? null;
    if (wanted?.some((name) => schemaOf(pool, name) === null) === true) {
      throw invalidParameter("One or more requested attributes do not exist.");
    }
    const isMeant = readUserFilter(request.Filter ?? "");
    const users = needs.store
      .entries("users")
      .map(([, user]) => user)
      .filter((user) => user.poolId === pool.id && isMeant(user));
    const size = request.Limit === undefined || request.Limit === 0 ? PAGE_MAX : request.Limit;
    const { page, next } = pageOf(users, size, request.PaginationToken);
    return { Users: page.map((user) => describeUser(user, wanted)), ...(next === null ? {} : { PaginationToken: next }) };
  },
});
