// CreateResourceServer: scopes that machine clients may ask for.
import { invalidParameter } from "../protocol/cognito-exception";
import { USER_POOL_ID } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { listOf, needed, structure, text } from "../protocol/shapes";
import { requirePool } from "../store/find-client";

const SCOPE = structure({
  ScopeName: needed(text({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+" })),
  ScopeDescription: needed(text({ min: 1, max: 256 })),
});

/** Answers ResourceServer; an identifier that the pool has is InvalidParameterException (sentence observed). */
export const createResourceServer = defineOperation({
  name: "CreateResourceServer",
  access: "signed",
  quota: "UserPoolResourceUpdate",
  request: {
    UserPoolId: needed(USER_POOL_ID),
    Identifier: needed(text({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" })),
    Name: needed(text({ min: 1, max: 256, pattern: "[\\w\\s+=,.@-]+" })),
    Scopes: listOf(SCOPE, { max: 100 }),
  },
  refusals: [],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const { Identifier: identifier, Name: name, Scopes: asked = [] } = request;
    const key = `${pool.id}|${identifier}`;
    if (needs.store.get("resourceServers", key) !== undefined) {
      throw invalidParameter(`${identifier} already exists in user pool ${pool.id}.`);
    }
    const scopes = asked.map((scope) => ({ name: scope.ScopeName, description: scope.ScopeDescription }));
    needs.store.put("resourceServers", key, { poolId: pool.id, identifier, name, scopes });
    return { ResourceServer: { UserPoolId: pool.id, Identifier: identifier, Name: name, Scopes: asked } };
  },
});
