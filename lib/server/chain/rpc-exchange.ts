// The exchange over JSON-RPC: a Uniswap V2 router, asked itself. No price comes from the browser, and none from our own index, which is behind.
import "server-only";
import { createPublicClient, http, parseAbi } from "viem";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Reserves } from "@/lib/orders/price-impact";
import type { Exchange, Quote, QuoteQuestion } from "@/lib/use-cases/ports/exchange";
import { isContractsFault } from "./contracts-fault";

const TIMEOUT_MS = 2_000;

const ROUTER_ABI = parseAbi([
  "function factory() view returns (address)",
  "function getAmountsOut(uint256 amountIn, address[] path) view returns (uint256[] amounts)",
]);
const FACTORY_ABI = parseAbi(["function getPair(address tokenA, address tokenB) view returns (address pair)"]);
const PAIR_ABI = parseAbi(["function getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)"]);

type Address = `0x${string}`;
const addressOf = (text: string): Address => `0x${text.slice(2).toLowerCase()}`;

/** An exchange behind the node at `rpcUrl`; every call ends within two seconds. */
export function createRpcExchange(rpcUrl: string): Exchange {
  const client = createPublicClient({ cacheTime: 0, transport: http(rpcUrl, { batch: { wait: 0 }, timeout: TIMEOUT_MS, retryCount: 0 }) });

  async function tryPath({ router, amountIn }: QuoteQuestion, path: readonly string[]): Promise<Omit<Quote, "hops"> | null> {
    const ask = {
      address: addressOf(router),
      abi: ROUTER_ABI,
      functionName: "getAmountsOut",
      args: [amountIn, path.map(addressOf)],
    } as const;
    const amounts = await client.readContract(ask).catch(nullIfContractsFault);
    const amountOut = amounts?.at(-1);
    return amountOut === undefined ? null : { path, amountOut };
  }

  async function readHops(router: string, path: readonly string[]): Promise<readonly Reserves[]> {
    const factory = await client.readContract({ address: addressOf(router), abi: ROUTER_ABI, functionName: "factory" });
    return Promise.all(path.slice(1).map((tokenOut, index) => readHop(factory, addressOf(path[index] ?? ""), addressOf(tokenOut))));
  }

  async function readHop(factory: Address, tokenIn: Address, tokenOut: Address): Promise<Reserves> {
    const pair = await client.readContract({ address: factory, abi: FACTORY_ABI, functionName: "getPair", args: [tokenIn, tokenOut] });
    const [reserve0, reserve1] = await client.readContract({ address: pair, abi: PAIR_ABI, functionName: "getReserves" });
    // The pool keeps its tokens in the order of their addresses.
    return tokenIn < tokenOut ? { reserveIn: reserve0, reserveOut: reserve1 } : { reserveIn: reserve1, reserveOut: reserve0 };
  }

  async function quote(question: QuoteQuestion): Promise<Quote | null> {
    const [chainId, ...offers] = await Promise.all([client.getChainId(), ...question.paths.map((path) => tryPath(question, path))]);
    if (BigInt(chainId) !== question.chainId) return null;
    const best = offers.reduce((most, offer) => ((offer?.amountOut ?? 0n) > (most?.amountOut ?? 0n) ? offer : most), null);
    return best === null ? null : { ...best, hops: await readHops(question.router, best.path) };
  }

  return {
    quote: (question) =>
      quote(question).catch((cause: unknown) => {
        throw new UnavailableError("chain", "The chain did not answer.", { cause });
      }),
  };
}

/** A path without a market reverts; that is an answer and no outage. */
function nullIfContractsFault(error: unknown): null {
  if (isContractsFault(error)) return null;
  throw error;
}
