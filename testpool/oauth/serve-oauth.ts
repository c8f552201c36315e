// The OAuth endpoints over HTTP: forms in, JSON out. The only place where an OAuthError becomes an answer.
import type { IncomingMessage, ServerResponse } from "node:http";
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { sendJson } from "../server/send";
import { setProtocolCors, strike } from "../server/serve-protocol";
import { needsOf, type TestPool } from "../server/test-pool";
import { grantClientToken } from "./grant-client-token";
import { OAuthError } from "./oauth-error";
import { readForm, type Form } from "./read-form";
import { revokeRefreshToken } from "./revoke-refresh-token";

interface Endpoint {
  /** The name under which its calls are counted and its faults armed. */
  readonly label: string;
  readonly answer: (needs: Needs, form: Form, authorization: string | undefined) => object | Promise<object>;
}

const ENDPOINTS: Readonly<Partial<Record<string, Endpoint>>> = {
  token: { label: "oauthToken", answer: grantClientToken },
  revoke: {
    label: "oauthRevoke",
    answer: (needs, form, authorization) => {
      revokeRefreshToken(needs, form, authorization);
      return {};
    },
  },
};

function sendError(response: ServerResponse, error: OAuthError): void {
  if (error.basic) response.setHeader("www-authenticate", 'Basic realm="TEST ONLY pool"');
  sendJson(response, error.basic ? 401 : 400, { error: error.code });
}

/** A trigger that refuses a machine's token becomes `invalid_request` (assumed). */
function asOAuthError(error: unknown): OAuthError | null {
  if (error instanceof OAuthError) return error;
  return error instanceof CognitoException ? new OAuthError("invalid_request") : null;
}

/** Answers `POST /oauth2/token` and `POST /oauth2/revoke`; `name` is what follows `/oauth2/`. */
export async function serveOAuth(pool: TestPool, request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
  setProtocolCors(response);
  const endpoint = ENDPOINTS[name];
  if (endpoint === undefined) {
    sendJson(response, 404, { message: "The test pool has nothing at this address." });
    return;
  }
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    sendJson(response, 405, { error: "invalid_request" });
    return;
  }
  pool.requests.add(endpoint.label, pool.needs.clock.nowMs());
  const fault = pool.faults.take(endpoint.label);
  if (fault !== null && (await strike(fault, response))) return;
  const userAgent = request.headers["user-agent"]?.slice(0, 256) ?? "";
  const call = { address: request.socket.remoteAddress ?? "", userAgent, region: null };
  try {
    const answer = await endpoint.answer(needsOf(pool, call), await readForm(request), request.headers.authorization);
    pool.needs.store.commit();
    response.setHeader("pragma", "no-cache");
    sendJson(response, 200, answer);
  } catch (error) {
    pool.needs.store.commit();
    const refusal = asOAuthError(error);
    if (refusal === null) throw error;
    sendError(response, refusal);
  }
}
