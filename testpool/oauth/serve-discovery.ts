// GET /<poolId>/.well-known/openid-configuration: where a verifier finds the pool's keys and endpoints.
import type { ServerResponse } from "node:http";
import { sendJson } from "../server/send";
import { setProtocolCors } from "../server/serve-protocol";
import type { TestPool } from "../server/test-pool";
import { issuerOf } from "../tokens/issuer";

/**
 * Answers the document of `poolId`, or 404. The issuer has AWS's form, because that is what the tokens carry; the addresses are this
 * pool's own at `origin`, because those of AWS serve other keys. Endpoints of the hosted sign-in page are left out: there is none.
 */
export function serveDiscovery(testPool: TestPool, poolId: string, origin: string, response: ServerResponse): void {
  setProtocolCors(response);
  const pool = testPool.needs.store.get("pools", poolId);
  if (pool === undefined) {
    sendJson(response, 404, { message: `User pool ${poolId} does not exist.` });
    return;
  }
  sendJson(response, 200, {
    issuer: issuerOf(pool),
    jwks_uri: `${origin}/${poolId}/.well-known/jwks.json`,
    token_endpoint: `${origin}/oauth2/token`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });
}
