// The networks on which a wallet can be proven: all that the product knows.
import "server-only";
import { services, type Services } from "@/lib/server/services";

/** By name, those of our custody first. Throws UnavailableError("database") on an outage. */
export async function listLinkNetworks(
  parts: Pick<Services, "database"> = services(),
): Promise<readonly { readonly network: string; readonly networkLabel: string }[]> {
  return parts.database.asService((tx) =>
    tx.query(
      `SELECT n.id AS network, n.label AS "networkLabel" FROM holdfast.networks n
        ORDER BY NOT EXISTS (SELECT FROM holdfast.assets s WHERE s.network = n.id), n.label`,
    ),
  );
}
