// What was deployed where: the form in which the ledger's seed script takes it, too.
import type { Address } from "viem";
import type { NETWORK } from "./demo-assets";

export interface DeployedAsset {
  readonly asset: string;
  readonly network: (typeof NETWORK)["id"];
  readonly name: string;
  readonly decimals: number;
  /** Null for the network's own coin. */
  readonly contract: Address | null;
  readonly feed: Address;
  readonly feedDecimals: number;
}

export interface Deployment {
  readonly networks: readonly { readonly id: string; readonly chainId: number; readonly label: string }[];
  readonly assets: readonly DeployedAsset[];
}
