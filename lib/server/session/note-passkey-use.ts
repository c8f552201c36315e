// When and where a passkey was last used, so that its trader can tell a use that was not theirs.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** One use. `network` is coarse already. */
export interface PasskeyUse {
  readonly credentialId: string;
  readonly usedFor: "sign_in" | "approval";
  readonly device: string;
  readonly network: string;
}

/** Notes the use at the trader's own passkey; a passkey that was not added through us has no row and is noted nowhere. Never goes back in time. */
export async function notePasskeyUse(tx: Transaction, use: PasskeyUse, nowSeconds: number): Promise<void> {
  await tx.query(
    `UPDATE holdfast.passkeys SET last_used_at = to_timestamp($2), last_used_for = $3, last_used_device = $4, last_used_network = $5
      WHERE credential_id = $1 AND (last_used_at IS NULL OR last_used_at <= to_timestamp($2))`,
    [use.credentialId, nowSeconds, use.usedFor, use.device, use.network],
  );
}
