// The settlement worker: the only process with the settlement key. `npm run worker`, with the settings of worker/.env.example.
import { createClock } from "@/lib/server/clock/create-clock";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { createLog } from "@/lib/server/telemetry/create-log";
import { alertRounds } from "./alerts/alert-rounds";
import { createRound } from "./create-round";
import { leaveInOrder } from "./leave-in-order";
import { createMailRound } from "./mail/create-mail-round";
import { createSmtpMailer } from "./mail/create-smtp-mailer";
import { createNoticeRound } from "./notices/create-notice-round";
import { openSigner } from "./open-signer";
import { createRpcChain } from "./rpc-chain";
import { runRounds } from "./run-rounds";
import { showLife } from "./show-life";
import { createSignalMailRound } from "./signals/create-signal-mail-round";
import { createSignalRound } from "./signals/create-signal-round";
import { createWebhookRound } from "./webhooks/create-webhook-round";
import { PUBLIC_ADDRESSES } from "./webhooks/pin-address";
import { readWorkerSettings } from "./worker-settings";

// Settlement, notices, mail, signals, their mail and webhooks and watching take one connection each at a time; ten webhooks note their outcomes together.
const POOL_SIZE = 10;

const settings = readWorkerSettings();
if (!settings.ok) {
  process.stderr.write(`${settings.refusal}\n`);
  process.exit(1);
}
const { alerts, approvedAt, chainRpcUrl, clockFile, confirmationsNeeded, databaseUrl, lifeFile, mail, parentPid, settlement, webhookKey } =
  settings.value;
const opened = await openSigner(settlement);
if (!opened.ok) {
  process.stderr.write(`${opened.refusal}\n`);
  process.exit(1);
}
const log = createLog();
const database = createDatabase({ url: databaseUrl.reveal(), poolSize: POOL_SIZE });
const signer = opened.value;
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
const mailer = createSmtpMailer(mail.url, mail.from);
await Promise.all([
  runRounds(showLife(lifeFile, createRound(worker)), log, stopped),
  runRounds(createNoticeRound(worker), log, stopped),
  runRounds(createSignalRound(worker), log, stopped),
  runRounds(createSignalMailRound(worker), log, stopped),
  runRounds(createWebhookRound({ ...worker, webhookKey, world: { book: PUBLIC_ADDRESSES } }), log, stopped),
  ...alertRounds(worker, alerts).map((round) => runRounds(round, log, stopped)),
  runRounds(createMailRound({ ...worker, mailer, domain: approvedAt.rpId }), log, stopped),
]);
await database.close();
log.info("worker_stopped");
process.exit(0);
