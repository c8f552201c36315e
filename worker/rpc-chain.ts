// The chain's port over JSON-RPC. It tells a node that cannot be reached (an outage) from a node that answers no (a fact about one payment).
import { createPublicClient, decodeEventLog, erc20Abi, http, parseAbi, type RpcLog } from "viem";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Chain, Hex, Payment, Receipt, Simulation } from "./chain";
import { SWAP_ABI } from "./orders/swap-abi";
import { callOfPayment } from "./payment";
import { judgeRefusal, judgeSending, saidByNode } from "./node-refusal";

const TIMEOUT_MS = 3_000;
// A token that answers at all answers a 32-byte boolean; some old ones answer nothing.
const TRUE = /^0x0*1$/;

/** A chain behind the node at `rpcUrl`; every call ends within three seconds. */
export function createRpcChain(rpcUrl: string): Chain {
  const client = createPublicClient({ cacheTime: 0, transport: http(rpcUrl, { timeout: TIMEOUT_MS, retryCount: 0 }) });

  const simulate = async (from: Hex, payment: Payment): Promise<Simulation> => {
    const call = { account: from, ...callOfPayment(payment), blockTag: "latest" } as const;
    try {
      const { data } = await client.call(call);
      if (payment.contract !== null && data !== undefined && !TRUE.test(data)) return { outcome: "would_fail" };
      return { outcome: "would_pay", gas: await client.estimateGas(call) };
    } catch (error) {
      const said = saidByNode(error);
      if (said === null) throw error;
      return { outcome: judgeRefusal(said) };
    }
  };

  return {
    readHead: orOutage(async () => {
      const [chainId, block] = await Promise.all([client.getChainId(), client.getBlock({ blockTag: "latest" })]);
      return { chainId: BigInt(chainId), blockNumber: block.number, baseFeePerGas: block.baseFeePerGas ?? 0n };
    }),
    readTransactionCount: orOutage(async (address: Hex) => BigInt(await client.getTransactionCount({ address, blockTag: "latest" }))),
    readBalance: orOutage(async (address: Hex, contract: Hex | null) =>
      contract === null
        ? await client.getBalance({ address, blockTag: "latest" })
        : await client.readContract({ address: contract, abi: erc20Abi, functionName: "balanceOf", args: [address], blockTag: "latest" }),
    ),
    simulate: orOutage(simulate),
    readOffer: orOutage(async (router: Hex, amountIn: bigint, path: readonly Hex[]) => {
      const ask = {
        address: router,
        abi: SWAP_ABI,
        functionName: "getAmountsOut",
        args: [amountIn, [...path]],
        blockTag: "latest",
      } as const;
      try {
        return (await client.readContract(ask)).at(-1) ?? null;
      } catch (error) {
        const said = saidByNode(error);
        if (said === null || judgeRefusal(said) === "unclear") throw error;
        return null;
      }
    }),
    send: orOutage(async (raw: Hex) => {
      try {
        await client.sendRawTransaction({ serializedTransaction: raw });
        return { outcome: "accepted" } as const;
      } catch (error) {
        const said = saidByNode(error);
        if (said === null) throw error;
        return judgeSending(said);
      }
    }),
    findReceipt: orOutage(async (txHash: Hex) => {
      const found = await client.request({ method: "eth_getTransactionReceipt", params: [txHash] });
      if (found === null) return null;
      const { blockNumber, blockHash, status, logs } = found;
      return {
        blockNumber: BigInt(blockNumber),
        blockHash,
        isSuccess: status === "0x1",
        tokenMoves: logs.flatMap(tokenMove),
        unwraps: logs.flatMap(unwrap),
      };
    }),
    findBlockHash: orOutage(async (blockNumber: bigint) => {
      const found = await client.request({ method: "eth_getBlockByNumber", params: [`0x${blockNumber.toString(16)}`, false] });
      return found?.hash ?? null;
    }),
  };
}

/** What a log says about a token's movement, if it says any. */
function tokenMove({ address, topics, data }: RpcLog): Receipt["tokenMoves"][number][] {
  try {
    const { args } = decodeEventLog({ abi: erc20Abi, eventName: "Transfer", topics, data });
    const lower = (text: Hex): Hex => text.toLowerCase() as Hex;
    return [{ contract: lower(address), from: lower(args.from), to: lower(args.to), amountBaseUnits: args.value }];
  } catch {
    // Another event, or one of the same name with other fields (an ERC-721's).
    return [];
  }
}

const WRAPPED_ABI = parseAbi(["event Withdrawal(address indexed src, uint256 wad)"]);

/** What a log says about a coin that was unwrapped, if it says any (WETH9). */
function unwrap({ address, topics, data }: RpcLog): Receipt["unwraps"][number][] {
  try {
    const { args } = decodeEventLog({ abi: WRAPPED_ABI, eventName: "Withdrawal", topics, data });
    return [{ contract: address.toLowerCase() as Hex, owner: args.src.toLowerCase() as Hex, amountBaseUnits: args.wad }];
  } catch {
    return [];
  }
}

/** The adapter's one door for errors: whatever is not an answer is an outage. */
function orOutage<Arguments extends readonly unknown[], Answer>(
  ask: (...given: Arguments) => Promise<Answer>,
): (...given: Arguments) => Promise<Answer> {
  return (...given) =>
    ask(...given).catch((cause: unknown) => {
      throw new UnavailableError("chain", "The chain did not answer.", { cause });
    });
}
