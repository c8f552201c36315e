// Why a session may not act, in the one sentence that every refusal of a write carries.
import type { ReadOnlyReason } from "./holds";
import type { Refusal } from "./refusal";

const SENTENCES: Readonly<Record<ReadOnlyReason, string>> = {
  unknown_passkey:
    "This session may look but not act: it was opened with a passkey that was not added here. Sign out, and sign in with your password and code or a passkey that you added here.",
  view_only: "This session may look but not act: it was opened to look only. Sign out, and sign in without that choice to act.",
  frozen: "This account is frozen: nothing of it can be moved or changed. Unfreeze it on the security page, with a fresh proof and a wait.",
};

/** The refusal of every write for one reason: `account_frozen`, or `forbidden` for what concerns the session alone. */
export const readOnlyRefusal = (reason: ReadOnlyReason): Refusal => ({
  code: reason === "frozen" ? "account_frozen" : "forbidden",
  detail: SENTENCES[reason],
});
