// Which pairs of which networks the index follows: a file that an operator writes, and that the local chains write for themselves.
import * as z from "zod";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "must be an address");

/** One EVM network with Uniswap V2 pairs. */
export const poolListNetworkSchema = z.object({
  /** Our name of the network, such as `ethereum` or `ethereum-local`. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  chainId: z.number().int().positive(),
  label: z.string().min(1).max(80),
  /** True for a market whose wallets are programs of ours; every screen says so. */
  isSimulated: z.boolean().default(false),
  /** Where its node answers; without it, CHAIN_RPC_URL. */
  rpcUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The first block that may hold a log of the pairs. */
  startBlock: z.number().int().min(0),
  wrappedCoin: address.nullable().default(null),
  router: address.nullable().default(null),
  /** Tokens that count as one US dollar. */
  usdAnchors: z.array(address).min(1).max(10),
  pairs: z.array(address).min(1).max(500),
});

/** The whole file. */
export const poolListSchema = z.object({ networks: z.array(poolListNetworkSchema).min(1).max(20) });

export type PoolListNetwork = z.infer<typeof poolListNetworkSchema>;
export type PoolList = z.infer<typeof poolListSchema>;
