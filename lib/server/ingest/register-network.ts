// PUT /api/ingest/networks: the networks, tokens and pairs that the index may speak of.
import "server-only";
import type { NetworkDto, NetworkRequest } from "@/lib/contracts/ingest";
import { orientPair } from "@/lib/market/orient-pair";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { findCursor, moveCursor } from "./cursor-row";
import { ingestParts, type IngestParts } from "./ingest-parts";
import { lockIngest } from "./lock-ingest";

const no = (detail: string): never => {
  throw new RefusalError({ code: "invalid_request", detail });
};

/**
 * Adds what is new and renews what may change (labels, symbols, anchors), and answers our id of each pair, in the order given. Throws
 * RefusalError `invalid_request` when a network's chain, a token's decimals or a pair's tokens would change: every price was computed with them.
 */
export async function registerNetwork(request: NetworkRequest, { database, clock }: IngestParts = ingestParts()): Promise<NetworkDto> {
  const { network, tokens, pairs } = request;
  const named = new Set(tokens.map(({ address }) => address));
  if (pairs.some(({ token0, token1 }) => token0 >= token1 || !named.has(token0) || !named.has(token1)))
    no("The tokens of a pair are not in order or not named.");
  return database.asService(async (tx) => {
    await lockIngest(tx);
    await putNetwork(tx, network);
    await putTokens(tx, network.id, tokens);
    const ids = await putPairs(tx, request);
    if ((await findCursor(tx, network.id)) === null)
      await moveCursor(tx, network.id, { block: null, headNumber: null }, clock.nowSeconds());
    return { pairs: pairs.map(({ address }) => ({ address, id: ids.get(address) ?? 0 })) };
  });
}

async function putNetwork(
  tx: Transaction,
  { id, chainId, label, isSimulated, wrappedCoin, router }: NetworkRequest["network"],
): Promise<void> {
  const kept = await tx.query(
    `INSERT INTO holdfast.networks AS n (id, chain_id, label, is_simulated, wrapped_coin, router) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET label = excluded.label, is_simulated = excluded.is_simulated, wrapped_coin = excluded.wrapped_coin,
       router = excluded.router WHERE n.chain_id = excluded.chain_id RETURNING 1`,
    [id, chainId, label, isSimulated, wrappedCoin, router],
  );
  if (kept.length === 0) no("The network is another chain.");
}

async function putTokens(tx: Transaction, network: string, tokens: NetworkRequest["tokens"]): Promise<void> {
  const column = <Name extends keyof NetworkRequest["tokens"][number]>(name: Name) => tokens.map((token) => token[name]);
  if (new Set(column("address")).size !== tokens.length) no("A token is named twice.");
  const kept = await tx.query(
    `INSERT INTO holdfast.market_tokens AS t (network, address, symbol, name, decimals, is_usd_anchor)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::boolean[])
     ON CONFLICT (network, address) DO UPDATE SET symbol = excluded.symbol, name = excluded.name, is_usd_anchor = excluded.is_usd_anchor
       WHERE t.decimals = excluded.decimals RETURNING 1`,
    [network, column("address"), column("symbol"), column("name"), column("decimals"), column("isUsdAnchor")],
  );
  if (kept.length !== tokens.length) no("The decimals of a token are others.");
}

/** A pair keeps the orientation that it got first; its candles were drawn in it. */
async function putPairs(tx: Transaction, { network, tokens, pairs }: NetworkRequest): Promise<ReadonlyMap<string, number>> {
  const usdAnchors = new Set(tokens.filter(({ isUsdAnchor }) => isUsdAnchor).map(({ address }) => address));
  const { wrappedCoin } = network;
  const bases = pairs.map(({ token0, token1 }) => orientPair({ token0, token1, usdAnchors, wrappedCoin }).isToken0Base);
  await tx.query(
    `INSERT INTO holdfast.market_pairs (network, address, token0, token1, is_token0_base)
     SELECT $1, address, token0, token1, base FROM unnest($2::text[], $3::text[], $4::text[], $5::boolean[]) WITH ORDINALITY
         AS given (address, token0, token1, base, place)
      WHERE NOT EXISTS (SELECT 1 FROM holdfast.market_pairs p WHERE p.network = $1 AND p.address = given.address) ORDER BY place`,
    [network.id, pairs.map(({ address }) => address), pairs.map(({ token0 }) => token0), pairs.map(({ token1 }) => token1), bases],
  );
  const rows = await tx.query<{ id: number; address: string; token0: string; token1: string }>(
    "SELECT id, address, token0, token1 FROM holdfast.market_pairs WHERE network = $1 AND address = ANY($2::text[])",
    [network.id, pairs.map(({ address }) => address)],
  );
  const found = new Map(rows.map((row) => [row.address, row]));
  for (const { address, token0, token1 } of pairs) {
    const row = found.get(address);
    if (row?.token0 !== token0 || row.token1 !== token1) no("The tokens of a pair are others.");
  }
  return new Map(rows.map(({ address, id }) => [address, id]));
}
