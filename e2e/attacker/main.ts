// `npm run attack -- NAME [--half-hour-later]`: attacks the demo on this machine over HTTP and waits for the alert. Exit 0: exactly the right one came;
// 1: it did not; 2: nothing was attacked.
import { parseArgs } from "node:util";
import { QUIET_SECONDS } from "@/lib/monitoring/thresholds";
import { PoolControl } from "../support/pool-control";
import type { Attack, Attacked } from "./attack";
import { ATTACKS } from "./attacks";
import { freshNetworks } from "./networks";
import { openAlertFor, type Outcome, runAttack } from "./run-attack";
import { mayCallFrom, targetOf } from "./target-of";

const PATIENCE = { alertMs: 30_000, othersMs: 4_000 };
/** A little more than the quiet after which an alert is told anew. */
const LATER_SECONDS = QUIET_SECONDS + 60;
const USAGE = `Usage: npm run attack -- NAME [--half-hour-later]
${ATTACKS.map(({ name, does }) => `  ${name.padEnd(20)} ${does}`).join("\n")}
The demo must be running (npm run demo). APP_ORIGIN, PORT and TESTPOOL_PORT say where, on this machine only.
--half-hour-later moves the demo's clock first: an alert that is open is not told twice within half an hour. It signs people in the demo out.`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function report({ raises }: Attack, { alert, secondsAfterFirstAct, secondsAfterLastAct, faults }: Outcome): void {
  if (alert !== null) {
    const end = `${Math.abs(secondsAfterLastAct).toFixed(1)} s ${secondsAfterLastAct < 0 ? "before" : "after"} the last`;
    const times = `mailed ${secondsAfterFirstAct.toFixed(1)} s after the first act and ${end}`;
    say(`  ALERT ${alert.signal} (${alert.probe}) at ${alert.subject}, ${times}.\n        ${alert.sentence}`);
  }
  for (const fault of faults) say(`  WRONG ${fault}.`);
  if (faults.length === 0) say(raises === null ? "  No alert came, as it should be." : "  It is the right one, and no other came.");
}

async function connect(): Promise<Attacked | string> {
  const target = targetOf(process.env);
  if (!target.ok) return target.refusal;
  const control = new PoolControl(target.value.poolUrl);
  const demo = await control.demo().catch(() => null);
  if (demo === null) return `No demo's user pool answers at ${target.value.poolUrl}: start it with npm run demo, or say TESTPOOL_PORT.`;
  const { userPoolId, clientId } = demo;
  return { ...target.value, control, pool: { userPoolId, clientId }, say: (text) => say(`  ${text}`) };
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { "half-hour-later": { type: "boolean" } } });
  const attack = ATTACKS.find(({ name }) => name === positionals[0]);
  const refuse = (why: string): number => {
    say(why);
    return 2;
  };
  if (attack === undefined || positionals.length !== 1) return refuse(USAGE);
  const attacked = await connect();
  if (typeof attacked === "string") return refuse(attacked);
  const from = freshNetworks();
  if (!(await mayCallFrom(`${from}.1.7`)))
    return refuse(`This system lets nobody call from ${from}.1.7: the attacks need all of 127.0.0.0/8, which Linux gives.`);
  if (values["half-hour-later"] === true) await attacked.control.advanceClock(LATER_SECONDS);
  const open = await openAlertFor(attack, attacked);
  if (open !== null)
    return refuse(
      `The alert ${open.signal} (${open.probe}) at ${open.subject} is open and would take this in without a new mail. Wait half an hour, or add --half-hour-later.`,
    );
  say(`${attack.name}: ${attack.does}\n  The attacker's networks begin with ${from}.`);
  const outcome = await runAttack(attack, attacked, from, PATIENCE);
  report(attack, outcome);
  const ahead = await attacked.control.clockOffsetSeconds();
  // Whoever goes on in the demo with a phone in hand would otherwise look for the fault in the phone.
  if (ahead > 0)
    say(`  The demo's clock is ${ahead.toString()} s ahead now: codes of an authenticator app match again after npm run demo -- --fresh.`);
  return outcome.faults.length === 0 ? 0 : 1;
}

process.exitCode = await main();
