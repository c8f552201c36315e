// What stands behind a change of how an account is entered, as the database has it at that moment: it is looked up where the change is written down, and
// not told by whoever made it, so that a gate that was passed wrongly shows.
import "server-only";
import { CHANGE_KINDS } from "@/lib/monitoring/change-kinds";
import type { Transaction } from "@/lib/server/postgres/database";
import { clientOfCall } from "./client-of-call";

/** An approval, a recovery or a sign-in of this age still stands behind a change: a grant's life, a ticket's and a ceremony's together. */
export const BEHIND_SECONDS = 900;
/** A new address may be proven a day after its approval. */
const EMAIL_BEHIND_SECONDS = 86_400 + BEHIND_SECONDS;

const OTHER_ACTS = ["withdrawal", "address", "order"];
/** What a fresh sign-in is reason enough for: the account's first passkey, and that its factors count. */
const OF_A_FRESH_SIGN_IN = ["passkey_added", "mfa_preference_changed"];

const LOOK_UP = `
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM holdfast.step_up_grants
                  WHERE sub = $1 AND used_at > to_timestamp($3) AND used_at <= to_timestamp($2) AND purpose <> ALL ($4::text[])) THEN 'step_up'
    WHEN EXISTS (SELECT 1 FROM holdfast.sessions
                  WHERE sub = $1 AND created_at > to_timestamp($5) AND factors && ARRAY['recovery_code', 'delayed_recovery']) THEN 'recovery'
    WHEN $6::boolean AND EXISTS (SELECT 1 FROM holdfast.sessions WHERE sub = $1 AND created_at > to_timestamp($5)) THEN 'fresh_sign_in'
    ELSE 'none' END AS proof,
  EXISTS (SELECT 1 FROM holdfast.known_devices WHERE sub = $1 AND token_hash = $7 AND expires_at > to_timestamp($2)) AS "isKnown"`;

/** `proof` and, where a browser asks, `knownDevice`, for an event that is such a change; nothing for any other. In the trader's transaction. */
export async function changeCircumstances(
  tx: Transaction,
  { kind, sub }: { readonly kind: string; readonly sub: string },
  nowSeconds: number,
): Promise<Readonly<Record<string, string>>> {
  if (!CHANGE_KINDS.includes(kind)) return {};
  const deviceHash = clientOfCall.getStore()?.deviceHash;
  const behindSeconds = kind === "email_changed" ? EMAIL_BEHIND_SECONDS : BEHIND_SECONDS;
  const [found] = await tx.query<{ proof: string; isKnown: boolean }>(LOOK_UP, [
    ...[
      sub,
      nowSeconds,
      nowSeconds - behindSeconds,
      OTHER_ACTS,
      nowSeconds - BEHIND_SECONDS,
      OF_A_FRESH_SIGN_IN.includes(kind),
      deviceHash ?? null,
    ],
  ]);
  const device = deviceHash === undefined ? {} : { knownDevice: found?.isKnown === true ? "yes" : "no" };
  return { proof: found?.proof ?? "none", ...device };
}
