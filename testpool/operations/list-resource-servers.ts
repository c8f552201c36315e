// ListResourceServers: the resource servers of a pool and their scopes.
import { PAGE_KEY, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer, needed } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

/** Documented: 50 resource servers at most in one answer. */
const PAGE_MAX = 50;

/** Answers ResourceServers, oldest first (order assumed); NextToken is there while more follow. */
export const listResourceServers = defineOperation({
  name: "ListResourceServers",
  access: "signed",
  quota: "UserPoolResourceRead",
  request: { UserPoolId: needed(USER_POOL_ID), MaxResults: integer({ min: 1, max: PAGE_MAX }), NextToken: PAGE_KEY },
  refusals: [],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const servers = needs.store
      .entries("resourceServers")
      .map(([, server]) => server)
      .filter((server) => server.poolId === pool.id);
    const { page, next } = pageOf(servers, request.MaxResults ?? PAGE_MAX, request.NextToken);
    return {
      ResourceServers: page.map(({ identifier, name, scopes }) => ({
        UserPoolId: pool.id,
        Identifier: identifier,
        Name: name,
        Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
      })),
      ...(next === null ? {} : { NextToken: next }),
    };
  },
});
