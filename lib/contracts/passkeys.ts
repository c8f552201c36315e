// The trader's passkeys and ways in: what their routes take and answer.
import * as z from "zod";
import { isPlainText } from "@/lib/withdrawals/plain-text";

/** `PATCH /api/passkeys/{id}`. */
export const RENAME_REQUEST = z.strictObject({ name: z.string().trim().min(1).max(40).refine(isPlainText) });

/** The acts that use an approval: `POST /api/passkey-only/enter`, `POST /api/passkey-only/leave`, `POST /api/authenticator/remove`. */
export const APPROVED_REQUEST = z.strictObject({ grantId: z.string().min(1).max(64).optional() });

/** One passkey. Times are RFC 3339, UTC; null for what is not known or has not happened. */
export interface PasskeyDto {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string | null;
  /** False for one that was not added here: it signs in to look, approves nothing, and has no name or use that we know. */
  readonly addedHere: boolean;
  readonly lastUsed: {
    readonly at: string;
    readonly usedFor: "sign_in" | "approval";
    readonly device: string;
    readonly network: string;
  } | null;
}

/** How the account is signed in to. */
export interface WaysInDto {
  /** `leaving`: still passkeys only, until `endsAt`. */
  readonly passkeyOnly: { readonly state: "off" | "on" | "leaving"; readonly since: string | null; readonly endsAt: string | null };
  /** `removed`: set up once, and its codes are refused here. */
  readonly authenticator: "none" | "active" | "removed";
}

/** `GET /api/passkeys`, oldest first. */
export interface PasskeysDto {
  readonly passkeys: readonly PasskeyDto[];
  readonly ways: WaysInDto;
}
