// The indexer: it reads the chains and tells the product. `npm run indexer`, with the settings of worker/index/.env.example.
import { createClock } from "@/lib/server/clock/create-clock";
import { createLog } from "@/lib/server/telemetry/create-log";
import { leaveInOrder } from "../leave-in-order";
import { showLife } from "../show-life";
import { createChainReader } from "./chain-reader";
import { createIngestClient } from "./ingest-client";
import { readIndexSettings } from "./index-settings";
import { indexNetwork } from "./index-network";
import { createMachineToken } from "./machine-token";
import { runSteps } from "./run-steps";

const SCOPE = "holdfast-ingest/write";

const settings = readIndexSettings();
if (!settings.ok) {
  process.stderr.write(`${settings.refusal}\n`);
  process.exit(1);
}
const { appOrigin, chainRpcUrl, clientId, clientSecret, clockFile, lifeFile, parentPid, pools, rangeBlocksMax, tokenUrl } = settings.value;
const log = createLog();
const clock = createClock(clockFile);
const ingest = createIngestClient(appOrigin, createMachineToken({ tokenUrl, clientId, clientSecret, scope: SCOPE, clock }));

const stopped = leaveInOrder(parentPid);
log.info("indexer_started", { networks: pools.networks.map(({ id }) => id).join(" ") });
await Promise.all(
  pools.networks.map((listed) => {
    const chain = createChainReader(listed.rpcUrl ?? chainRpcUrl);
    return runSteps(showLife(lifeFile, indexNetwork({ chain, ingest, clock, log, rangeBlocksMax, listed })), {
      network: listed.id,
      log,
      stopped,
    });
  }),
);
log.info("indexer_stopped");
process.exit(0);
