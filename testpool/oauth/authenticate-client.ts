// Who asks: client_secret_basic, client_secret_post, or a public client by its id alone (RFC 6749 §2.3).
import type { Needs } from "../protocol/needs";
import { isClientSecret } from "../rules/secret-hash";
import type { ClientRecord } from "../store/settings-records";
import { OAuthError } from "./oauth-error";
import type { Form } from "./read-form";

interface Credentials {
  readonly id: string | undefined;
  readonly secret: string | null;
  readonly basic: boolean;
}

const decodePart = (part: string): string | null => {
  try {
    return decodeURIComponent(part.replace(/\+/g, " "));
  } catch {
    return null;
  }
};

/** Both halves are form-encoded before they are joined (RFC 6749 §2.3.1). */
function parseBasic(header: string): Credentials {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const at = text.indexOf(":");
  const id = at < 0 ? null : decodePart(text.slice(0, at));
  const secret = at < 0 ? null : decodePart(text.slice(at + 1));
  if (id === null || secret === null) throw new OAuthError("invalid_client", { basic: true });
  return { id, secret, basic: true };
}

/** Two ways of proving oneself in one request are refused (RFC 6749 §2.3); a `client_id` beside Basic must be the same one. */
function credentialsOf(form: Form, authorization: string | undefined): Credentials {
  const { client_id: id, client_secret: secret } = form;
  if (authorization === undefined) return { id, secret: secret ?? null, basic: false };
  const given = parseBasic(authorization);
  if (secret !== undefined || (id !== undefined && id !== given.id)) throw new OAuthError("invalid_request");
  return given;
}

/**
 * The client that the request comes from; its id finds the pool. `invalid_request` without an id, `invalid_client` for an unknown id or a
 * wrong or missing secret: 401 after Basic, else 400 (RFC 6749 §5.2 allows both; which one AWS sends is assumed).
 */
export function authenticateClient(needs: Needs, form: Form, authorization: string | undefined): ClientRecord {
  const { id, secret, basic } = credentialsOf(form, authorization);
  if (id === undefined || id === "") throw new OAuthError("invalid_request");
  const client = needs.store.get("clients", id);
  if (client === undefined || !isClientSecret(client, secret)) throw new OAuthError("invalid_client", { basic });
  return client;
}
