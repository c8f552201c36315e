// Puts the demo's tokens and price feeds on the local chain, once.
import type { Address } from "viem";
import { readArtifact, type ContractName } from "./artifact";
import { chainAccounts, type ChainClient } from "./chain-client";
import { DEMO_ASSETS, FEED_DECIMALS, NETWORK, type DemoAsset } from "./demo-assets";
import { deployContract } from "./deploy-contract";
import type { DeployedAsset, Deployment } from "./deployment";

/** Whether everything in `deployment` has code on this chain; an emptied chain or another one has not. */
export async function isDeployed(client: ChainClient, deployment: Deployment): Promise<boolean> {
  const addresses = deployment.assets.flatMap(({ contract, feed }) => (contract === null ? [feed] : [contract, feed]));
  const codes = await Promise.all(addresses.map((address) => client.getCode({ address })));
  return codes.every((code) => code !== undefined && code !== "0x");
}

/** Deploys everything in a fixed order, so that a fresh chain always has the same addresses. */
export async function deployDemoChain(client: ChainClient): Promise<Deployment> {
  const { deployer, custody } = await chainAccounts(client);
  const assets: DeployedAsset[] = [];
  for (const asset of DEMO_ASSETS) {
    const contract = asset.isToken ? await deploy(client, deployer, "DemoToken", tokenArguments(asset, custody)) : null;
    const feed = await deploy(client, deployer, "DemoPriceFeed", [FEED_DECIMALS, `${quoted(asset.asset)} / USD`]);
    const { name, decimals } = asset;
    assets.push({ asset: asset.asset, network: NETWORK.id, name, decimals, contract, feed, feedDecimals: FEED_DECIMALS });
  }
  return { networks: [NETWORK], assets };
}

/** A wrapped bitcoin is quoted by the feed of what it wraps. */
const quoted = (asset: string): string => (asset === "WBTC" ? "BTC" : asset);

const tokenArguments = ({ name, asset, decimals, supply }: DemoAsset, holder: Address): readonly unknown[] => [
  name,
  asset,
  decimals,
  holder,
  supply * 10n ** BigInt(decimals),
];

const deploy = (client: ChainClient, account: Address, contract: ContractName, args: readonly unknown[]): Promise<Address> =>
  deployContract(client, account, readArtifact(contract), args);
