// Keys for programs: what their routes take and answer.
import * as z from "zod";
import { isPlainText } from "@/lib/withdrawals/plain-text";
import { API_KEY_DAYS, API_SCOPES, type ApiScope } from "./api-key-scopes";

/** Keys that one trader may have at once. */
export const API_KEYS_MAX = 20;

/** Seconds from a draft to the last moment at which it can be approved. */
export const API_KEY_DRAFT_SECONDS = 900;

/** Calls that one key may make in a window, and the window's seconds. */
export const API_KEY_USES = { uses: 120, windowSeconds: 60 } as const;

/** `POST /api/api-keys`. */
export const API_KEY_REQUEST = z.strictObject({
  name: z.string().trim().min(1).max(60).refine(isPlainText),
  scopes: z
    .array(z.enum(API_SCOPES))
    .min(1)
    .max(API_SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length),
  days: z.union(API_KEY_DAYS.map((days) => z.literal(days))),
});
export type ApiKeyRequest = z.infer<typeof API_KEY_REQUEST>;

/** What a grant of purpose `api_key` is bound to. Times are RFC 3339 in UTC to the second; `scopes` are in the order of the list, by commas. */
export interface ApiKeyTerms {
  readonly version: 1;
  readonly act: "api_key";
  readonly keyId: string;
  readonly trader: string;
  readonly name: string;
  readonly scopes: string;
  readonly validUntil: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export type ApiKeyState = "awaiting_approval" | "active" | "expired";

/** One key, without its secret. */
export interface ApiKeyDto {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly state: ApiKeyState;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly terms: ApiKeyTerms;
  readonly termsHash: string;
}

/** `GET /api/api-keys`, newest first. */
export interface ApiKeyListDto {
  readonly keys: readonly ApiKeyDto[];
}

/** `POST /api/api-keys/[id]/confirm`: the only answer that ever holds a secret. */
export interface MadeApiKeyDto {
  readonly key: ApiKeyDto;
  readonly secret: string;
}
