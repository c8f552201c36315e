// Freezing from a notice: whoever holds the link needs no session, and learns nothing of the account but that it is frozen.
import "server-only";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import { findFreezeLink } from "@/lib/server/freezes/freeze-link";
import { services } from "@/lib/server/services";
import { freezeAccount } from "./freeze-account";

/** Who follows a link, as far as anybody knows. */
export interface LinkReader {
  readonly userAgent: string;
  readonly network: string;
}

/** Follows a link: `frozen`, `already` (nothing changed), or `refused` for a link that is unknown or too old. */
export async function freezeByLink(
  token: string,
  { userAgent, network }: LinkReader,
  { database, clock }: Pick<ReturnType<typeof services>, "database" | "clock"> = services(),
): Promise<"frozen" | "already" | "refused"> {
  const nowSeconds = clock.nowSeconds();
  const sub = await database.asService((tx) => findFreezeLink(tx, token, nowSeconds));
  if (sub === null) return "refused";
  const detail = { by: "link", device: deviceName(userAgent), network: coarseNetwork(network) };
  return database.asTrader(sub, (tx) => freezeAccount(tx, { sub, sessionId: null, detail }, nowSeconds));
}
