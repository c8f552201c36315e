// ListUserPoolClients: which app clients a pool has.
import { PAGE_KEY, USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer, needed } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

/** Documented: 60 clients at most in one answer. */
const PAGE_MAX = 60;

/** Answers UserPoolClients with ids and names only, oldest first (order assumed); NextToken is there while more follow. */
export const listUserPoolClients = defineOperation({
  name: "ListUserPoolClients",
  access: "signed",
  quota: "UserPoolResourceRead",
  request: { UserPoolId: needed(USER_POOL_ID), MaxResults: integer({ min: 1, max: PAGE_MAX }), NextToken: PAGE_KEY },
  refusals: [],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const clients = needs.store
      .entries("clients")
      .map(([, client]) => client)
      .filter((client) => client.poolId === pool.id);
    const { page, next } = pageOf(clients, request.MaxResults ?? PAGE_MAX, request.NextToken);
    return {
      UserPoolClients: page.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
      ...(next === null ? {} : { NextToken: next }),
    };
  },
});
