// Puts the exchange, its tokens and its pools on one local chain, and gives every wallet what it begins with.
import { encodeFunctionData, erc20Abi, maxUint256, parseAbi, parseEther, zeroAddress, type Address } from "viem";
import { readArtifact } from "../chain/artifact";
import { chainAccounts, type ChainClient } from "../chain/chain-client";
import { deployContract } from "../chain/deploy-contract";
import { uniswapContract } from "../chain/uniswap-contract";
import { tokenAddress, type DeployedMarket } from "./market-deployment";
import { DOLLAR, WRAPPED, worthInUnits, type PlannedNetwork, type PlannedToken } from "./market-plan";
import { requireCarriedOut, sendBlock, withoutAutomine, type MarketTransaction, type Nonces } from "./send-block";
import { FIRST_WALLET_ACCOUNT, GUEST_CAPITAL_USD, GUESTS, walletsOn } from "./wallets";

const FACTORY = parseAbi(["function getPair(address,address) view returns (address)"]);
const ROUTER = parseAbi(["function addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)"]);
const COIN_DEPOSIT = parseAbi(["function deposit()"]);
/** What the account needs that provides liquidity and the wallets' wrapped coin. */
const PROVIDER_COIN = parseEther("1000000");
const PROVIDER_WRAPPED = parseEther("100000");
const BLOCK_TRANSACTIONS_MAX = 60;
/** Making a pair costs what no swap does. */
const PAIR_GAS = 6_000_000n;

interface MarketGround {
  readonly client: ChainClient;
  readonly rpcUrl: string;
  readonly network: PlannedNetwork;
  /** Tokens that are on the chain already, by symbol. */
  readonly existing: Readonly<Record<string, Address>>;
}

/** Deploys everything in a fixed order, so that a fresh chain always has the same addresses. */
export async function deployMarket(ground: MarketGround): Promise<DeployedMarket> {
  const { client, network, existing } = ground;
  const { deployer, custody: provider } = await chainAccounts(client);
  const startBlock = Number(await client.getBlockNumber({ cacheTime: 0 }));
  const deploy = (code: Parameters<typeof deployContract>[2], args: readonly unknown[]): Promise<Address> =>
    deployContract(client, deployer, code, args);
  const factory = await deploy(uniswapContract("UniswapV2Factory"), [zeroAddress]);
  const wrappedCoin = await deploy(uniswapContract("WETH9"), []);
  const router = await deploy(uniswapContract("UniswapV2Router02"), [factory, wrappedCoin]);
  const tokens: DeployedMarket["tokens"] = [];
  for (const token of network.tokens) {
    const { symbol, name, decimals } = token;
    const known = symbol === WRAPPED ? wrappedCoin : existing[symbol];
    tokens.push({ symbol, name, decimals, address: known ?? (await deploy(readArtifact("DemoToken"), tokenArguments(token, provider))) });
  }
  const market = {
    id: network.id,
    chainId: network.chainId,
    label: network.label,
    startBlock,
    factory,
    router,
    wrappedCoin,
    tokens,
    pairs: [],
  };
  await client.setBalance({ address: provider, value: PROVIDER_COIN });
  await provideLiquidity(ground, market, provider);
  await fundWallets(ground, market, provider);
  const pairs: DeployedMarket["pairs"] = [];
  for (const { base, quote } of network.pairs) {
    const args = [tokenAddress(market, base), tokenAddress(market, quote)] as const;
    pairs.push({ base, quote, address: await client.readContract({ address: factory, abi: FACTORY, functionName: "getPair", args }) });
  }
  return { ...market, pairs };
}

const tokenArguments = ({ name, symbol, decimals, supply }: PlannedToken, holder: Address): readonly unknown[] => [
  ...[name, symbol, decimals, holder],
  supply * 10n ** BigInt(decimals),
];

const planned = (network: PlannedNetwork, symbol: string): PlannedToken => {
  const found = network.tokens.find((token) => token.symbol === symbol);
  if (found === undefined) throw new Error(`${symbol} is not planned on ${network.id}.`);
  return found;
};

async function provideLiquidity({ client, network }: MarketGround, market: DeployedMarket, provider: Address): Promise<void> {
  const confirmed = async (hash: `0x${string}`): Promise<void> => {
    const { status } = await client.waitForTransactionReceipt({ hash, timeout: 10_000 });
    if (status !== "success") throw new Error(`The local chain refused liquidity on ${network.id}.`);
  };
  const deposit = { address: market.wrappedCoin, abi: COIN_DEPOSIT, functionName: "deposit", args: [] } as const;
  await confirmed(await client.writeContract({ account: provider, ...deposit, value: PROVIDER_WRAPPED } as never));
  for (const { address } of market.tokens) {
    const args = [market.router, maxUint256] as const;
    await confirmed(await client.writeContract({ account: provider, address, abi: erc20Abi, functionName: "approve", args }));
  }
  for (const { base, quote, depthUsd } of network.pairs) {
    const sides = [base, quote].map((symbol) => worthInUnits(planned(network, symbol), depthUsd));
    const [ofBase = 0n, ofQuote = 0n] = sides;
    const tokens = [tokenAddress(market, base), tokenAddress(market, quote)] as const;
    await confirmed(
      await client.writeContract({
        ...{ account: provider, address: market.router, abi: ROUTER, functionName: "addLiquidity", gas: PAIR_GAS },
        args: [...tokens, ofBase, ofQuote, ofBase, ofQuote, provider, maxUint256],
      }),
    );
  }
}

/** Guests and arbitrageurs get some of everything, the others dollars; all allow the router to take what they trade. */
async function fundWallets({ client, rpcUrl, network }: MarketGround, market: DeployedMarket, provider: Address): Promise<void> {
  const accounts = await client.getAddresses();
  const traders = walletsOn(network.id).map(({ index, habit, capitalUsd }) => ({ index, capitalUsd, holdsAll: habit === "arbitrageur" }));
  const guests = Array.from({ length: GUESTS }, (_, index) => ({ index, capitalUsd: GUEST_CAPITAL_USD, holdsAll: true }));
  const transactions = [...guests, ...traders].flatMap(({ index, capitalUsd, holdsAll }): MarketTransaction[] => {
    const wallet = accounts[FIRST_WALLET_ACCOUNT + index];
    if (wallet === undefined) throw new Error(`The local chain ${network.id} has too few accounts.`);
    return network.tokens.flatMap((token) => {
      const to = tokenAddress(market, token.symbol);
      const call = (functionName: "transfer" | "approve", whom: Address, amount: bigint): MarketTransaction["data"] =>
        encodeFunctionData({ abi: erc20Abi, functionName, args: [whom, amount] });
      const approve = { from: wallet, to, data: call("approve", market.router, maxUint256) };
      if (!holdsAll && token.symbol !== DOLLAR) return [approve];
      return [{ from: provider, to, data: call("transfer", wallet, worthInUnits(token, capitalUsd)) }, approve];
    });
  });
  const nonces: Nonces = new Map();
  const { timestamp } = await client.getBlock();
  await withoutAutomine(rpcUrl, async () => {
    for (let at = 0; at < transactions.length; at += BLOCK_TRANSACTIONS_MAX) {
      const seconds = Number(timestamp) + 1 + at / BLOCK_TRANSACTIONS_MAX;
      await requireCarriedOut(rpcUrl, await sendBlock(rpcUrl, nonces, transactions.slice(at, at + BLOCK_TRANSACTIONS_MAX), seconds));
    }
  });
}
