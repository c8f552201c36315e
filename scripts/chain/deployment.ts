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

export interface DeployedNetwork {
  readonly id: string;
  readonly chainId: number;
  readonly label: string;
  /** Known once the market stands there: that its wallets are programs of ours, and the wrapped coin and the router in lower case. */
  readonly isSimulated?: boolean;
  readonly wrappedCoin?: string;
  readonly router?: string;
}

export interface Deployment {
  readonly networks: readonly DeployedNetwork[];
  readonly assets: readonly DeployedAsset[];
}
