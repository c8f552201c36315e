// The settlement worker: the only process with the settlement key. `npm run worker`, with the settings of worker/.env.example.
import { createClock } from "@/lib/server/clock/create-clock";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { createLog } from "@/lib/server/telemetry/create-log";
import { createRound } from "./create-round";
import { createKeySigner } from "./key-signer";
import { leaveInOrder } from "./leave-in-order";
import { createRpcChain } from "./rpc-chain";
import { runRounds } from "./run-rounds";
import { readWorkerSettings } from "./worker-settings";

// One round at a time, so more connections than a few would never be used.
const POOL_SIZE = 3;

const settings = readWorkerSettings();
if (!settings.ok) {
  process.stderr.write(`${settings.refusal}\n`);
  process.exit(1);
}
const { approvedAt, chainRpcUrl, clockFile, confirmationsNeeded, databaseUrl, parentPid, settlementKey } = settings.value;
const log = createLog();
const database = createDatabase({ url: databaseUrl.reveal(), poolSize: POOL_SIZE });
const signer = createKeySigner(settlementKey);
const worker = {
  database,
  chain: createRpcChain(chainRpcUrl),
  signer,
  clock: createClock(clockFile),
  log,
  confirmationsNeeded,
  approvedAt,
};

const stopped = leaveInOrder(parentPid);
log.info("worker_started", { sender: signer.address, confirmationsNeeded });
await runRounds(createRound(worker), log, stopped);
await database.close();
log.info("worker_stopped");
process.exit(0);
