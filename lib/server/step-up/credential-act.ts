// The acts on a trader's own credentials, as step-up sees them. Their terms are the same for one session whenever they are asked for, so that
// the gate in front of the user pool can make the hash again and need not be told it.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse } from "@/lib/ground/result";
import { normaliseEmail } from "@/lib/identity/email-address";
import { findSessionById } from "@/lib/server/session/session-row";
import { PROOFS, type Purpose } from "@/lib/policy/purpose";
import { findOwnKeys } from "./approval-keys";
import type { DescribeAct } from "./describe-act";

/** The purposes that change how a trader signs in. */
export type CredentialPurpose = Exclude<Purpose, "withdrawal" | "address" | "order" | "api_key">;

/** The subject of an act that has no other than the trader. */
export const SELF = "self";

/** The subject of `totp_change` that takes the authenticator away; SELF puts another in its place. An approval of one is none of the other. */
export const REMOVAL = "removal";

/** Own passkeys without which nobody enters passkey-only sign-in: one of them may get lost. */
export const PASSKEY_ONLY_PASSKEYS_MIN = 2;

const TOO_FEW_PASSKEYS: Refusal = { code: "passkeys_missing", detail: "Add a second passkey first: one of two may get lost." };
const NO_PASSKEY: Refusal = {
  code: "passkeys_missing",
  detail: "Add a passkey first: without one, the authenticator is your only second factor.",
};

const CREDENTIAL_ID = /^[A-Za-z0-9_-]{1,1366}$/;
const NOTHING_OF_THAT_NAME: Refusal = { code: "not_found" };

/**
 * Describes a change of credentials: which, of what, by which trader, on which session and device. `not_found` for a subject that the act cannot
 * have. A passkey that we do not know can still be removed, because one that was planted at the pool must not stay.
 */
const describing =
  (act: CredentialPurpose, isSubject: (subjectId: string) => boolean): DescribeAct =>
  async (tx, trader, subjectId) => {
    if (!isSubject(subjectId)) return refuse(NOTHING_OF_THAT_NAME);
    const session = await findSessionById(tx, trader.sessionId);
    invariant(session !== null, "a trader who asks has a session");
    const { device, network } = session;
    const terms = { version: 1, act, trader: trader.sub, subject: subjectId, session: trader.sessionId, device, network };
    return accept({ terms, termsHash: termsHash(terms), proofs: PROOFS, refusal: { code: "forbidden" } });
  };

const isSelf = (subjectId: string): boolean => subjectId === SELF;

/** Passkeys are what remains, so one of them approves that nothing else does. */
const describeAuthenticatorChange: DescribeAct = async (tx, trader, subjectId, nowSeconds) => {
  const described = await describing("totp_change", (subject) => subject === SELF || subject === REMOVAL)(
    tx,
    trader,
    subjectId,
    nowSeconds,
  );
  if (!described.ok || subjectId === SELF) return described;
  return accept({ ...described.value, proofs: ["passkey"], refusal: NO_PASSKEY });
};

const describeEntering: DescribeAct = async (tx, trader, subjectId, nowSeconds) => {
  const described = await describing("passkey_only_enter", isSelf)(tx, trader, subjectId, nowSeconds);
  if (described.ok && (await findOwnKeys(tx)).length < PASSKEY_ONLY_PASSKEYS_MIN) return refuse(TOO_FEW_PASSKEYS);
  return described;
};

/** How each change of credentials is described. */
export const CREDENTIAL_ACTS: Readonly<Record<CredentialPurpose, DescribeAct>> = {
  passkey_add: describing("passkey_add", isSelf),
  passkey_remove: describing("passkey_remove", (subjectId) => CREDENTIAL_ID.test(subjectId)),
  totp_change: describeAuthenticatorChange,
  password_change: describing("password_change", isSelf),
  // The subject is the new address, so that an approval of one is none of another.
  email_change: describing("email_change", (subjectId) => normaliseEmail(subjectId).ok),
  recovery_codes: describing("recovery_codes", isSelf),
  passkey_only_enter: describeEntering,
  passkey_only_leave: describing("passkey_only_leave", isSelf),
  account_delete: describing("account_delete", isSelf),
  unfreeze: describing("unfreeze", isSelf),
};
