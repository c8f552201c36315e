// The client secret never leaves the server; what Cognito wants of it is made here.
import "server-only";
import { createHmac } from "node:crypto";

import type { PoolSettings } from "@/lib/settings/settings";

/** SECRET_HASH of a request: base64(HMAC-SHA-256(client secret, username + client id)), over the USERNAME of that same request. */
export function secretHash(client: Pick<PoolSettings, "clientId" | "clientSecret">, username: string): string {
  return createHmac("sha256", client.clientSecret.reveal())
    .update(username + client.clientId)
    .digest("base64");
}
