// An exchange on a chain of a test's own: Uniswap's contracts, three pairs, six wallets that trade by a seed in every way the router offers.
import { encodeFunctionData, erc20Abi, maxUint256, parseAbi, parseEther, zeroAddress, type Address, type Hex } from "viem";
import type { PoolListNetwork } from "@/lib/contracts/pool-list";
import { chainAccounts } from "@/scripts/chain/chain-client";
import { deployContract } from "@/scripts/chain/deploy-contract";
import { startTestChain, type TestChain } from "@/scripts/chain/testing/start-test-chain";
import { uniswapContract } from "@/scripts/chain/uniswap-contract";
import { sendBlock, withoutAutomine, type MarketTransaction, type Nonces } from "@/scripts/market/send-block";

const ROUTER = parseAbi([
  "function addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
  "function addLiquidityETH(address,uint256,uint256,uint256,address,uint256) payable",
  "function swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
  "function swapExactETHForTokens(uint256,address[],address,uint256) payable",
  "function swapExactTokensForETH(uint256,uint256,address[],address,uint256)",
]);
const FACTORY = parseAbi(["function getPair(address,address) view returns (address)"]);

/** What a trade moves at least, in base units of what is paid. */
const UNIT = { USDC: 10n ** 6n, WBTC: 10n ** 3n, LINK: 10n ** 17n, coin: 10n ** 15n } as const;

export interface DexStand {
  readonly chain: TestChain;
  readonly router: Address;
  readonly wrappedCoin: Address;
  readonly tokens: Readonly<Record<"USDC" | "WBTC" | "LINK", Address>>;
  readonly wallets: readonly Address[];
  /** What an operator would write to follow it. */
  readonly listed: PoolListNetwork;
  /** Mines `blocks` blocks with up to three trades each, all by the seed; some have none. */
  trade(blocks: number, seed: number): Promise<void>;
  /** One block with these transactions. */
  mine(transactions: readonly MarketTransaction[]): Promise<void>;
  /** A trade of one wallet along a path; `null` stands for the network's coin. */
  swap(wallet: Address, path: readonly (Address | null)[], amount: bigint, recipient?: Address): MarketTransaction;
}

/** Chance by a seed: the same numbers for the same seed (Lehmer). */
function createChance(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Starts the chain and the exchange on it. */
export async function openDexStand(): Promise<DexStand> {
  const chain = await startTestChain();
  const { client, deployment, rpcUrl } = chain;
  const { deployer, custody } = await chainAccounts(client);
  const factory = await deployContract(client, deployer, uniswapContract("UniswapV2Factory"), [zeroAddress]);
  const weth = await deployContract(client, deployer, uniswapContract("WETH9"), []);
  const router = await deployContract(client, deployer, uniswapContract("UniswapV2Router02"), [factory, weth]);
  const contractOf = (asset: string): Address => deployment.assets.find((one) => one.asset === asset)?.contract ?? zeroAddress;
  const tokens = { USDC: contractOf("USDC"), WBTC: contractOf("WBTC"), LINK: contractOf("LINK") };
  const wallets = (await client.getAddresses()).slice(2, 8);
  const startBlock = Number(await client.getBlockNumber({ cacheTime: 0 })) + 1;
  let nonces: Nonces = new Map();
  const mine = async (transactions: readonly MarketTransaction[]): Promise<void> => {
    const { timestamp } = await client.getBlock({ blockTag: "latest" });
    // A chain that went back counts its transactions anew.
    nonces = new Map();
    await withoutAutomine(rpcUrl, () => sendBlock(rpcUrl, nonces, transactions, Number(timestamp) + 12));
  };
  const toRouter = (from: Address, data: Hex, value?: bigint): MarketTransaction => ({
    from,
    to: router,
    data,
    ...(value === undefined ? {} : { value }),
  });
  const swap: DexStand["swap"] = (wallet, path, amount, recipient = wallet) => {
    const route = path.map((token) => token ?? weth);
    const rest = [route, recipient, maxUint256] as const;
    if (path[0] === null)
      return toRouter(wallet, encodeFunctionData({ abi: ROUTER, functionName: "swapExactETHForTokens", args: [0n, ...rest] }), amount);
    const functionName = path.at(-1) === null ? "swapExactTokensForETH" : "swapExactTokensForTokens";
    return toRouter(wallet, encodeFunctionData({ abi: ROUTER, functionName, args: [amount, 0n, ...rest] }));
  };
  const call = (from: Address, to: Address, functionName: "transfer" | "approve", whom: Address, amount: bigint): MarketTransaction => ({
    ...{ from, to, data: encodeFunctionData({ abi: erc20Abi, functionName, args: [whom, amount] }) },
  });
  const every = Object.entries(tokens) as [keyof typeof tokens, Address][];
  for (const [symbol, token] of every)
    await mine([
      ...wallets.map((wallet) => call(custody, token, "transfer", wallet, UNIT[symbol] * 100_000n)),
      ...[custody, ...wallets].map((wallet) => call(wallet, token, "approve", router, maxUint256)),
    ]);
  const add = (symbol: keyof typeof tokens, units: bigint, coin: bigint): MarketTransaction =>
    toRouter(
      custody,
      encodeFunctionData({ abi: ROUTER, functionName: "addLiquidityETH", args: [tokens[symbol], units, 0n, 0n, custody, maxUint256] }),
      coin,
    );
  const addTokens = (units: bigint, usd: bigint): MarketTransaction =>
    toRouter(
      custody,
      encodeFunctionData({
        abi: ROUTER,
        functionName: "addLiquidity",
        args: [tokens.WBTC, tokens.USDC, units, usd, 0n, 0n, custody, maxUint256],
      }),
    );
  await client.setBalance({ address: custody, value: parseEther("100000") });
  // Making a pair costs more gas than a block of trades is given for each: they are made by the node's own estimate.
  for (const { from, to, data, value } of [
    add("USDC", UNIT.USDC * 900_000n, parseEther("300")),
    add("LINK", UNIT.LINK * 450_000n, parseEther("220")),
    addTokens(UNIT.WBTC * 500_000n, UNIT.USDC * 500_000n),
  ])
    await client.waitForTransactionReceipt({
      hash: await client.sendTransaction({ account: from, to, data, ...(value === undefined ? {} : { value }) }),
    });
  const pairOf = (left: Address, right: Address): Promise<Address> =>
    client.readContract({ address: factory, abi: FACTORY, functionName: "getPair", args: [left, right] });
  const pairs = await Promise.all([pairOf(tokens.USDC, weth), pairOf(tokens.LINK, weth), pairOf(tokens.WBTC, tokens.USDC)]);
  const paths: readonly (readonly (Address | null)[])[] = [
    [null, tokens.USDC],
    [tokens.USDC, null],
    [null, tokens.LINK],
    [tokens.LINK, null],
    [tokens.USDC, tokens.WBTC],
    [tokens.WBTC, tokens.USDC],
    [tokens.LINK, weth, tokens.USDC],
    [tokens.USDC, weth, tokens.LINK],
    [null, tokens.USDC, tokens.WBTC],
    [tokens.WBTC, tokens.USDC, weth, tokens.LINK],
  ];
  const unitOf = (token: Address | null | undefined): bigint => UNIT[every.find(([, address]) => address === token)?.[0] ?? "coin"];
  const byChance = (below: (limit: number) => number): MarketTransaction => {
    const path = paths[below(paths.length)] ?? [];
    const amount = unitOf(path[0]) * BigInt(1 + below(40));
    if (below(25) === 0) return addTokens(UNIT.WBTC * BigInt(1 + below(50)), UNIT.USDC * 60n);
    return swap(wallets[below(wallets.length)] ?? zeroAddress, path, amount);
  };
  return {
    ...{ chain, router, wrappedCoin: weth, tokens, wallets, mine, swap },
    listed: {
      ...{ id: "testnet", chainId: await client.getChainId(), label: "Test network", isSimulated: true, rpcUrl, startBlock },
      ...{ wrappedCoin: weth, router, usdAnchors: [tokens.USDC], pairs },
    },
    trade: async (blocks, seed) => {
      const below = createChance(seed);
      for (let block = 0; block < blocks; block += 1) await mine(Array.from({ length: below(4) }, () => byChance(below)));
    },
  };
}
