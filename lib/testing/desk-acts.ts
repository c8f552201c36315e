// The four steps of an act at the desk, for tests that are about what follows. Each verb is handed in by the test, because this room knows none of them.
import { randomUUID } from "node:crypto";
import { recoveryStanding, type Recovery } from "@/lib/recovery/judge-recovery";
import { cancelTokenHash } from "@/lib/server/recovery/start-recovery";
import { endRecovery, insertRecovery, listRecoveries } from "@/lib/server/recovery/recovery-row";
import type { CallingTrader, SupportStand } from "./support-stand";

/** A reason that is taken. */
export const REASON = "Caller read their support code and told of the three cancelled tries.";

/** Writes a recovery of the trader as its start leaves it; answers its id. */
export async function beginWait(stand: SupportStand, trader: CallingTrader): Promise<string> {
  const id = randomUUID();
  await stand.asTrader(trader, (tx) =>
    insertRecovery(tx, { id, sub: trader.sub, device: "Chrome", network: "", cancelTokenHash: cancelTokenHash(id) }, stand.time.nowSeconds),
  );
  return id;
}

/** Makes a dispute as three cancels leave it; answers the id of the recovery that it is about. */
export async function makeDispute(stand: SupportStand, trader: CallingTrader): Promise<string> {
  for (const outcome of ["cancelled", "cancelled"] as const) {
    const id = await beginWait(stand, trader);
    await stand.asTrader(trader, (tx) => endRecovery(tx, id, outcome, stand.time.nowSeconds));
    stand.time.nowSeconds += 1;
  }
  const id = await beginWait(stand, trader);
  await stand.asTrader(trader, (tx) => endRecovery(tx, id, "disputed", stand.time.nowSeconds));
  return id;
}

/** Where the trader's way back stands, as the product's role reads it. */
export const standingOf = (stand: SupportStand, trader: CallingTrader) =>
  stand.asTrader(trader, async (tx) => recoveryStanding(await listRecoveries(tx), stand.time.nowSeconds));

/** The trader's recoveries, newest first. */
export const recoveriesOf = (stand: SupportStand, trader: CallingTrader): Promise<Recovery[]> => stand.asTrader(trader, listRecoveries);

/** The kinds of the trader's trail, oldest first. */
export const kindsOf = async (stand: SupportStand, trader: CallingTrader): Promise<readonly string[]> =>
  stand.asTrader(trader, async (tx) =>
    (await tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id")).map(({ kind }) => kind),
  );

/** The desk's log, oldest first. */
export const deskLog = (stand: SupportStand) =>
  stand.parts.database.asService((tx) =>
    tx.query<{ sub: string; kind: string; detail: Record<string, unknown> }>(
      "SELECT sub, kind, detail FROM holdfast.operator_events ORDER BY id",
    ),
  );
