// A Uniswap V2 exchange on a test's own chain: factory, router, wrapped coin and two pools, so that prices and swaps are real ones.
import { type Address, erc20Abi, parseAbi, parseEther } from "viem";
import type { Database } from "@/lib/server/postgres/database";
import { chainAccounts, type ChainClient } from "@/scripts/chain/chain-client";
import { deployContract } from "@/scripts/chain/deploy-contract";
import type { Deployment } from "@/scripts/chain/deployment";
import { uniswapContract } from "@/scripts/chain/uniswap-contract";

const ROUTER = parseAbi([
  "function addLiquidityETH(address token, uint256 amountTokenDesired, uint256 amountTokenMin, uint256 amountETHMin, address to, uint256 deadline) payable",
  "function swapExactETHForTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline) payable",
  "function swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline)",
]);

const FAR = 10n ** 12n;
/** What a pool of the token starts with, and the coins beside it: 3,000 USDC and 200 LINK for one coin. */
const POOLS = { USDC: [3_000_000n * 10n ** 6n, parseEther("1000")], LINK: [100_000n * 10n ** 18n, parseEther("500")] } as const;

export interface TestExchange {
  readonly router: Address;
  readonly wrappedCoin: Address;
  /** Somebody else buys USDC with so many coins, or sells it for coins: what an order gets for its money changes. */
  buyUsdc(coins: string): Promise<void>;
  sellUsdc(amount: bigint): Promise<void>;
}

/** Deploys it, fills its pools out of the node's own account, and tells the database of it as the launcher does. */
export async function openTestExchange(client: ChainClient, deployment: Deployment, worker: Database): Promise<TestExchange> {
  const { deployer, custody: holder } = await chainAccounts(client);
  const factory = await deployContract(client, deployer, uniswapContract("UniswapV2Factory"), [deployer]);
  const wrappedCoin = await deployContract(client, deployer, uniswapContract("WETH9"), []);
  const router = await deployContract(client, deployer, uniswapContract("UniswapV2Router02"), [factory, wrappedCoin]);
  const contractOf = (asset: string): Address => deployment.assets.find((one) => one.asset === asset)?.contract ?? "0x";
  // The client's types ask whether a function takes coins; here both kinds go one way.
  const write = async (call: object): Promise<void> => {
    const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(call as never) });
    if (status !== "success") throw new Error("The test's exchange refused a call.");
  };
  const common = { account: holder, chain: null } as const;
  const allow = (asset: string, amount: bigint): Promise<void> =>
    write({ ...common, address: contractOf(asset), abi: erc20Abi, functionName: "approve", args: [router, amount] });
  for (const [asset, [tokens, coins]] of Object.entries(POOLS)) {
    await allow(asset, tokens);
    const args = [contractOf(asset), tokens, 0n, 0n, holder, FAR] as const;
    await write({ ...common, address: router, abi: ROUTER, functionName: "addLiquidityETH", args, value: coins });
  }
  const lower = (address: Address): Address => address.toLowerCase() as Address;
  await worker.asService((tx) =>
    tx.query("UPDATE holdfast.networks SET router = $2, wrapped_coin = $3 WHERE id = $1", [
      ...[deployment.networks[0]?.id, lower(router), lower(wrappedCoin)],
    ]),
  );
  const usdc = contractOf("USDC");
  return {
    ...{ router: lower(router), wrappedCoin: lower(wrappedCoin) },
    buyUsdc: (coins) => {
      const args = [0n, [wrappedCoin, usdc], holder, FAR] as const;
      return write({ ...common, address: router, abi: ROUTER, functionName: "swapExactETHForTokens", args, value: parseEther(coins) });
    },
    sellUsdc: async (amount) => {
      await allow("USDC", amount);
      const args = [amount, 0n, [usdc, wrappedCoin], holder, FAR] as const;
      await write({ ...common, address: router, abi: ROUTER, functionName: "swapExactTokensForETH", args });
    },
  };
}
