// Every operator's passkeys, as colleagues may see them.
import "server-only";
import type { OperatorPasskeyEntry } from "@/lib/contracts/operator-session";
import { isoOf } from "@/lib/server/step-up/iso-of";
import { asOperator } from "./act-as-operator";
import { deskParts, type DeskParts } from "./desk-parts";
import type { Operator } from "./operator";
import { operatorHandle } from "./operator-handle";
import { listDeskPasskeys } from "./operator-passkey-row";

/** Passkeys that have not ended, oldest first. Whether the pool still lists one is asked when it approves. */
export async function listPasskeysOfDesk(operator: Operator, parts: DeskParts = deskParts()): Promise<OperatorPasskeyEntry[]> {
  const rows = await asOperator(parts.database, operator.sub, listDeskPasskeys);
  const nowSeconds = parts.clock.nowSeconds();
  return rows.map((row) => ({
    credentialId: row.credentialId,
    handle: operatorHandle(row.sub),
    isOwn: row.sub === operator.sub,
    name: row.name,
    addedAt: isoOf(row.createdAtSeconds),
    countsFrom: isoOf(row.countsFromSeconds),
    counts: row.countsFromSeconds <= nowSeconds,
  }));
}
