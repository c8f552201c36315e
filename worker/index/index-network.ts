// One network of the pool list: registered first, which may have to wait for node and product like everything else, and followed from then on.
import type { PoolListNetwork } from "@/lib/contracts/pool-list";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { followNetwork, type NetworkParts, type Step } from "./follow-network";
import { registerPools } from "./register-pools";

export interface IndexedNetwork extends Pick<NetworkParts, "chain" | "ingest" | "clock" | "log" | "rangeBlocksMax"> {
  readonly listed: PoolListNetwork;
}

/** The steps of one listed network; the first that succeeds registers it. What the product refuses it may have forgotten: it is told again. */
export function indexNetwork({ listed, ...parts }: IndexedNetwork): () => Promise<Step> {
  let follow: (() => Promise<Step>) | null = null;
  return async () => {
    if (follow !== null)
      return follow().catch((error: unknown) => {
        if (!(error instanceof UnavailableError)) follow = null;
        throw error;
      });
    const followed = await registerPools(parts.chain, parts.ingest, listed);
    parts.log.info("network_registered", { network: listed.id, pairs: followed.pairs.size });
    follow = followNetwork({ ...parts, network: listed.id, startBlock: listed.startBlock, followed });
    return "more";
  };
}
