// Freezing for a trader who cannot: the same freeze as their own link makes, with the same way out.
import "server-only";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { freezeAccount } from "@/lib/server/session/freeze-account";
import { refuseOtherSubject, type DeskEffect } from "./desk-effect";

/** Freezes. `conflict` for an account that is frozen and that nobody has begun to unfreeze. */
export const freezeForTrader: DeskEffect = {
  waitSeconds: null,
  judge: async (tx, subject, nowSeconds) => {
    const freeze = await findFreeze(tx, subject.trader, nowSeconds);
    const isFrozen = freeze !== null && freeze.unfreezesAtSeconds === null;
    return refuseOtherSubject(subject) ?? (isFrozen ? { code: "conflict", detail: "This account is frozen already." } : null);
  },
  carryOut: async (tx, { id, trader }, _parts, nowSeconds) => {
    await freezeAccount(tx, { sub: trader, sessionId: null, detail: { by: "desk", request: id } }, nowSeconds);
  },
};
