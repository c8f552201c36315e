// GET /api/market/status: how far the index has come. It asks for the trader itself, whoever asked before.
import "server-only";
import type { MarketStatusDto } from "@/lib/contracts/market-status";
import { isIndexLive } from "@/lib/market/index-standing";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";

interface Row {
  readonly network: string;
  readonly label: string;
  readonly is_simulated: boolean;
  readonly block_number: bigint | null;
  readonly head_number: bigint | null;
  readonly updated_at: Date;
}

const numberOf = (block: bigint | null): number | null => (block === null ? null : Number(block));

/** Every indexed network, by label. Throws RefusalError without a session and UnavailableError("database") on an outage. */
export async function getMarketStatus(): Promise<MarketStatusDto> {
  const { sub } = await requireTrader();
  const { database, clock } = services();
  const rows = await database.asTrader(sub, (tx) =>
    tx.query<Row>(
      `SELECT c.network, n.label, n.is_simulated, c.block_number, c.head_number, c.updated_at
         FROM holdfast.index_cursors c JOIN holdfast.networks n ON n.id = c.network ORDER BY n.label, n.id`,
    ),
  );
  const nowSeconds = clock.nowSeconds();
  return {
    networks: rows.map((row) => {
      const blocks = { indexedBlock: numberOf(row.block_number), headBlock: numberOf(row.head_number) };
      const isLive = isIndexLive({ ...blocks, reportedAtSeconds: row.updated_at.getTime() / 1_000 }, nowSeconds);
      const { network, label, is_simulated: isSimulated } = row;
      return { network, label, isSimulated, ...blocks, indexedAt: row.updated_at.toISOString(), isLive };
    }),
  };
}
