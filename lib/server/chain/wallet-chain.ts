// Balances and contract signatures of wallets outside our custody, read from the nodes that the settings name and from no other address.
import "server-only";
import { type Address, createPublicClient, erc20Abi, hashMessage, type Hex, http, parseAbi, type PublicClient } from "viem";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { WalletBalances, WalletChain } from "@/lib/use-cases/ports/wallet-chain";

const TIMEOUT_MS = 2_000;
// Failures count too, so that a silent node does not cost every look its two seconds.
const CACHE_SECONDS = 5;
const REMEMBERED_MAX = 1_000;

const ERC1271_ABI = parseAbi(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);
const ERC1271_YES = "0x1626ba7e";

type Answer = WalletBalances | "away" | "none";

/** Asks the node of `rpcUrls` that says it serves the network. Each look is one JSON-RPC batch of 2 s at most. */
export function createWalletChain({ rpcUrls }: { readonly rpcUrls: readonly string[] }): WalletChain {
  const clients = rpcUrls.map((url) =>
    createPublicClient({ transport: http(url, { batch: { wait: 0 }, timeout: TIMEOUT_MS, retryCount: 0 }) }),
  );
  const remembered = new Map<string, { readonly answer: Promise<Answer>; readonly atSeconds: number }>();

  async function clientFor(chainId: bigint): Promise<PublicClient | "away" | "none"> {
    const ids = await Promise.all(clients.map((client) => client.getChainId().catch(() => null)));
    const index = ids.findIndex((id) => id !== null && BigInt(id) === chainId);
    return clients[index] ?? (ids.includes(null) ? "away" : "none");
  }

  async function read(chainId: bigint, address: string, contracts: readonly string[]): Promise<Answer> {
    const client = await clientFor(chainId);
    if (typeof client === "string") return client;
    const owner = address as Address;
    const coin = client.getBalance({ address: owner }).catch(() => null);
    const tokens = contracts.map(async (contract): Promise<[string, bigint][]> => {
      const lower = contract.toLowerCase();
      const token = { address: lower as Address, abi: erc20Abi } as const;
      const balance = await client.readContract({ ...token, functionName: "balanceOf", args: [owner] }).catch(() => null);
      return balance === null ? [] : [[lower, balance]];
    });
    const [own, others] = await Promise.all([coin, Promise.all(tokens)]);
    return own === null ? "away" : new Map([["", own], ...others.flat()]);
  }

  return {
    acceptsSignature: async (chainId, address, message, signature) => {
      const client = await clientFor(chainId);
      if (client === "away") throw new UnavailableError("chain", "the node does not answer");
      if (client === "none") return false;
      const code = await client.getCode({ address: address as Address }).catch((cause: unknown) => {
        throw new UnavailableError("chain", "the node does not answer", { cause });
      });
      if (code === undefined) return false;
      const contract = { address: address as Address, abi: ERC1271_ABI } as const;
      // Whatever the contract does other than say yes is a no.
      const said = await client
        .readContract({ ...contract, functionName: "isValidSignature", args: [hashMessage(message), signature as Hex] })
        .catch(() => null);
      return said === ERC1271_YES;
    },
    readBalances: async (chainId, address, contracts, nowSeconds) => {
      const key = `${String(chainId)} ${address} ${contracts.join()}`;
      const known = remembered.get(key);
      if (known && Math.abs(nowSeconds - known.atSeconds) < CACHE_SECONDS) return known.answer;
      if (remembered.size >= REMEMBERED_MAX) remembered.clear();
      const answer = read(chainId, address, contracts);
      remembered.set(key, { answer, atSeconds: nowSeconds });
      return answer;
    },
  };
}
