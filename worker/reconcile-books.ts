// `npm run ops:reconcile`: whether ledger and chain tell the same story, asked by an operator with the worker's settings. It only reads.
import { createClock } from "@/lib/server/clock/create-clock";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { createLog } from "@/lib/server/telemetry/create-log";
import { openSigner } from "./open-signer";
import { reconcile } from "./reconcile";
import { createRpcChain } from "./rpc-chain";
import { readWorkerSettings } from "./worker-settings";

const settings = readWorkerSettings();
if (!settings.ok) {
  process.stderr.write(`${settings.refusal}\n`);
  process.exit(1);
}
const { approvedAt, chainRpcUrl, clockFile, confirmationsNeeded, databaseUrl, settlement } = settings.value;
const opened = await openSigner(settlement);
if (!opened.ok) {
  process.stderr.write(`${opened.refusal}\n`);
  process.exit(1);
}
const database = createDatabase({ url: databaseUrl.reveal(), poolSize: 1 });
const contradictions = await reconcile({
  ...{ database, approvedAt, confirmationsNeeded },
  chain: createRpcChain(chainRpcUrl),
  signer: opened.value,
  clock: createClock(clockFile),
  log: createLog(),
});
await database.close();
for (const contradiction of contradictions) process.stdout.write(`${contradiction}\n`);
process.stdout.write(contradictions.length === 0 ? "Ledger and chain agree.\n" : `${String(contradictions.length)} contradictions.\n`);
process.exit(contradictions.length === 0 ? 0 : 1);
