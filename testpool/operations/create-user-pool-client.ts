// CreateUserPoolClient: an app client with the settings that were asked for.
import { CLIENT_MEMBERS } from "../admin/client-members";
import { clientRecordOf } from "../admin/client-record-of";
import { describeClient } from "../admin/describe-client";
import { defineOperation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";

/** The scopes of the pool's resource servers, as clients name them. */
function customScopes(needs: Needs, poolId: string): readonly string[] {
  const servers = needs.store.entries("resourceServers").map(([, server]) => server);
  return servers
    .filter((server) => server.poolId === poolId)
    .flatMap((server) => server.scopes.map((scope) => `${server.identifier}/${scope.name}`));
}

/** Answers UserPoolClient. */
export const createUserPoolClient = defineOperation({
  name: "CreateUserPoolClient",
  access: "signed",
  quota: "UserPoolResourceUpdate",
  request: CLIENT_MEMBERS,
  refusals: ["FeatureUnavailableInTierException", "InvalidOAuthFlowException", "ScopeDoesNotExistException"],
  perform: (request, needs) => {
    const pool = requirePool(needs, request.UserPoolId);
    const client = clientRecordOf(pool, request, customScopes(needs, pool.id), needs.clock.nowSeconds());
    needs.store.put("clients", client.id, client);
    return { UserPoolClient: describeClient(client) };
  },
});
