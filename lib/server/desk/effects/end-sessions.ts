// Ends every session of a trader who says that somebody else has one. Nothing about how they sign in changes.
import "server-only";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { refuseOtherSubject, type DeskEffect } from "./desk-effect";

/** Ends them, in the registry; the next request of each is refused on every process. `conflict` when none is left. */
export const endSessionsForTrader: DeskEffect = {
  waitSeconds: null,
  judge: async (tx, subject) => {
    const [living] = await tx.query("SELECT 1 FROM holdfast.sessions WHERE sub = $1 AND revoked_at IS NULL LIMIT 1", [subject.trader]);
    return refuseOtherSubject(subject) ?? (living === undefined ? { code: "conflict", detail: "This account has no session." } : null);
  },
  carryOut: async (tx, { id, trader }, _parts, nowSeconds) => {
    await tx.query(
      "UPDATE holdfast.sessions SET revoked_at = to_timestamp($2), revoked_reason = 'signed_out_everywhere' WHERE sub = $1 AND revoked_at IS NULL",
      [trader, nowSeconds],
    );
    const detail = { by: "desk", request: id };
    await recordSecurityEvent(tx, { kind: "signed_out_everywhere", sub: trader, sessionId: null, detail }, nowSeconds);
  },
};
