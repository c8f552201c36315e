// The secret of a webhook is derived from its id, so that no table holds it: whoever reads the database signs nothing, and it can be shown once only
// because no route asks for it again.
import "server-only";
import { createHmac } from "node:crypto";
import type { Secret } from "@/lib/settings/secret";

const PURPOSE = "holdfast webhook v1";

/** The secret of one endpoint in the form of Standard Webhooks: `whsec_` and 32 bytes in base64. `key` is the setting WEBHOOK_KEY. */
export const webhookSecret = (key: Secret, endpointId: string): string =>
  `whsec_${createHmac("sha256", Buffer.from(key.reveal(), "base64url")).update(`${PURPOSE}\0${endpointId}`).digest("base64")}`;

/** `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` (Standard Webhooks 1.0), over the text that is sent, to the byte. */
export const signWebhook = (secret: string, id: string, timestampSeconds: number, body: string): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${id}.${timestampSeconds}.${body}`)
    .digest("base64")}`;
