// `npm run ops:end-sessions -- --all | --sub SUB … [--do]`: ends sessions after a breach. Without --do it only says how many traders have one.
// Reads KEEPER_DATABASE_URL (role holdfast_keeper), and DATABASE_URL as the product does.
import { parseArgs } from "node:util";
import { z } from "zod";
import { createClock } from "@/lib/server/clock/create-clock";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { countTradersWithSessions, endLivingSessions } from "./end-living-sessions";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const { values } = parseArgs({ options: { all: { type: "boolean" }, sub: { type: "string", multiple: true }, do: { type: "boolean" } } });
const environment = z
  .object({ KEEPER_DATABASE_URL: z.string().min(1), DATABASE_URL: z.string().min(1), HOLDFAST_CLOCK_FILE: z.string().min(1).optional() })
  .safeParse(process.env);

if ((values.all === true) === (values.sub !== undefined)) {
  say("Say whose sessions shall end: --all, or --sub SUB once or more. Nothing was done.");
  process.exit(2);
}
if (!environment.success) {
  say("KEEPER_DATABASE_URL and DATABASE_URL must be set. Nothing was done.");
  process.exit(2);
}
const keeper = createDatabase({ url: environment.data.KEEPER_DATABASE_URL, poolSize: 1 });
const app = createDatabase({ url: environment.data.DATABASE_URL, poolSize: 1 });
const clock = createClock(environment.data.HOLDFAST_CLOCK_FILE ?? null);
try {
  say(`${String(await countTradersWithSessions(keeper))} traders have a living session.`);
  if (values.do === true) {
    const note = ({ traders, sessions }: { traders: number; sessions: number }): void =>
      say(`${String(sessions)} sessions of ${String(traders)} traders ended.`);
    const { traders } = await endLivingSessions(values.sub ?? null, { keeper, app, clock, note });
    if (traders === 0) say("There was none to end.");
  } else say("Nothing was done; add --do to end them.");
} finally {
  await keeper.close();
  await app.close();
}
