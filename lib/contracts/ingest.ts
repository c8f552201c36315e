// What the indexer tells the product and what it hears back. Only a machine speaks this; amounts are decimal digits, since JSON numbers lose them.
import * as z from "zod";

const network = z.string().regex(/^[a-z0-9-]{1,40}$/);
const address = z.string().regex(/^0x[0-9a-f]{40}$/, "must be an address in lower case");
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
/** A uint112 or uint256 as digits; nothing a chain can say is longer. */
const units = z.string().regex(/^\d{1,78}$/);
const blockNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const logIndex = z.number().int().min(0).max(2_147_483_647);
const seconds = z.number().int().min(0).max(253_402_300_799);
const name = (charactersMax: number) =>
  z
    .string()
    .min(1)
    .max(charactersMax)
    .refine((text) => !/\p{C}/u.test(text));

/** A block by which both sides know where they are. */
const place = z.strictObject({ number: blockNumber, hash });
const datedPlace = z.strictObject({ number: blockNumber, hash, atSeconds: seconds });

const swap = z.strictObject({
  kind: z.literal("swap"),
  pairId: z.number().int().positive(),
  logIndex,
  txHash: hash,
  wallet: address,
  amount0In: units,
  amount1In: units,
  amount0Out: units,
  amount1Out: units,
  reserve0: units,
  reserve1: units,
});
const reserves = z.strictObject({
  kind: z.literal("reserves"),
  pairId: z.number().int().positive(),
  logIndex,
  reserve0: units,
  reserve1: units,
});

/** `PUT /api/ingest/networks`: one network with everything that the pool list and its tokens say. */
export const NETWORK_REQUEST = z.strictObject({
  network: z.strictObject({
    id: network,
    chainId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
    label: name(80),
    isSimulated: z.boolean(),
    wrappedCoin: address.nullable(),
    router: address.nullable(),
  }),
  tokens: z
    .array(
      z.strictObject({ address, symbol: name(20), name: name(80), decimals: z.number().int().min(0).max(36), isUsdAnchor: z.boolean() }),
    )
    .max(1_000),
  pairs: z.array(z.strictObject({ address, token0: address, token1: address })).max(500),
});
export type NetworkRequest = z.infer<typeof NETWORK_REQUEST>;

/** What registering answers: our name of each pair. */
export interface NetworkDto {
  readonly pairs: readonly { readonly address: string; readonly id: number }[];
}

/** The query of `GET /api/ingest/cursor`. `before` asks for kept blocks further back. */
export const CURSOR_QUERY = z.strictObject({
  network,
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

export type PlaceDto = z.infer<typeof place>;
export type DatedPlaceDto = z.infer<typeof datedPlace>;

/**
 * Where the index of a network stands. `kept`: blocks with facts, by which a reorganisation is found, newest first, as many as one answer holds;
 * a write's answer holds none.
 */
export interface CursorDto {
  readonly network: string;
  readonly block: DatedPlaceDto | null;
  readonly headNumber: number | null;
  readonly kept: readonly PlaceDto[];
}

/**
 * `POST /api/ingest/blocks`: everything that happened after block `after` (null: from the beginning) up to and with block `to`. Blocks without
 * facts are left out; those with facts are in order, and so are their facts.
 */
export const BLOCKS_REQUEST = z.strictObject({
  network,
  after: place.nullable(),
  to: datedPlace,
  headNumber: blockNumber,
  blocks: z
    .array(z.strictObject({ ...datedPlace.shape, facts: z.array(z.discriminatedUnion("kind", [swap, reserves])).min(1) }))
    .max(10_000),
});
export type BlocksRequest = z.infer<typeof BLOCKS_REQUEST>;

/** `POST /api/ingest/rewind`: the chain took back everything after `to` (null: all of it); `from` is where the index stands. */
export const REWIND_REQUEST = z.strictObject({ network, from: place, to: place.nullable() });
export type RewindRequest = z.infer<typeof REWIND_REQUEST>;
