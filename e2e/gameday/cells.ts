// The game day as data. One row breaks one part in one way; the words are those of the runbooks.
import type { OutageKind } from "../support/recorder";
import type { RelayState } from "../support/relay";
import { AS_USUAL, type Cell, type Expectations } from "./cell";
import { httpAnswer, postgresRefusal, smtpReply } from "./strange-answers";

const GARBAGE = "\u0001\u0002not what was asked\u0000\r\n\r\n";
const say = (bytes: string | Buffer, moment: "at once" | "when asked" = "when asked"): Exclude<RelayState, "up"> => ({
  kind: "say",
  base64: Buffer.from(bytes).toString("base64"),
  moment,
});

/** Columns that run beside the chain's do not ask for prices. */
const BESIDE_OTHERS: Partial<Expectations> = { prices: ["shown", "absent", "not asked"] };

/** Pool and keys share a host at AWS, so a pool that is away has no keys to give either; known keys go on. */
const POOL_AWAY: Partial<Expectations> = { renewal: ["unavailable"], signIn: ["unavailable"], grant: ["unavailable"] };
const pool = (kind: OutageKind, expects: Partial<Expectations>, delayMs?: number): Cell => ({
  name: `pool: ${delayMs === undefined ? kind : `${kind} (${String(delayMs / 1000)} s)`}`,
  column: "pool",
  breakage: { by: "pool", outages: [{ operation: "*", kind, ...(delayMs === undefined ? {} : { delayMs }) }] },
  runbook: "pool-down.md",
  expects: { ...AS_USUAL, ...expects },
});

const keys = (kind: OutageKind, expects: Partial<Expectations> = { down: ["jwks"] }, delayMs?: number): Cell => ({
  name: `keys: ${delayMs === undefined ? kind : `${kind} (${String(delayMs / 1000)} s)`}`,
  column: "keys",
  breakage: { by: "pool", outages: [{ operation: "jwks", kind, ...(delayMs === undefined ? {} : { delayMs }) }] },
  runbook: "keys-down.md",
  expects: { ...AS_USUAL, ...BESIDE_OTHERS, ...expects },
});

const DATABASE_AWAY: Partial<Expectations> = {
  reads: ["unavailable"],
  prices: ["not asked"],
  renewal: ["unavailable"],
  signIn: ["unavailable"],
  grant: ["unavailable"],
  approval: ["unavailable"],
  settlement: ["waits"],
  mail: ["waits"],
  down: ["database"],
};
const database = (name: string, state: Exclude<RelayState, "up">, expects: Partial<Expectations> = DATABASE_AWAY): Cell => ({
  name: `database: ${name}`,
  column: "database",
  breakage: { by: "relay", part: "database", state },
  runbook: "database-down.md",
  expects: { ...AS_USUAL, ...expects },
});

const CHAIN_AWAY: Partial<Expectations> = { prices: ["absent"], settlement: ["waits"], down: ["chain"] };
const chain = (name: string, state: Exclude<RelayState, "up">, expects: Partial<Expectations> = CHAIN_AWAY): Cell => ({
  name: `chain: ${name}`,
  column: "chain",
  breakage: { by: "relay", part: "chain", state },
  runbook: "chain-down.md",
  expects: { ...AS_USUAL, ...expects },
});

const mail = (name: string, state: Exclude<RelayState, "up">, expects: Partial<Expectations> = { mail: ["waits"] }): Cell => ({
  name: `mail: ${name}`,
  column: "mail",
  breakage: { by: "relay", part: "mail", state },
  runbook: "mail-down.md",
  expects: { ...AS_USUAL, ...BESIDE_OTHERS, ...expects },
});

const clock = (aheadSeconds: number, expects: Partial<Expectations> = {}): Cell => ({
  name: `clock: product ${String(Math.abs(aheadSeconds))} s ${aheadSeconds > 0 ? "ahead" : "behind"}`,
  column: "clock",
  breakage: { by: "clock", aheadSeconds },
  runbook: "clock-skew.md",
  expects: { ...AS_USUAL, ...BESIDE_OTHERS, ...expects },
});

const CLOCK_FAR_OFF: Partial<Expectations> = {
  ...{ reads: ["must renew"], renewal: ["unavailable"], grant: ["must renew"], approval: ["must renew"] },
};

const rare = (cell: Cell): Cell => ({ ...cell, isRare: true });

/** Every cell of the game day. */
export const CELLS: readonly Cell[] = [
  pool("down", { ...POOL_AWAY, down: ["cognito"] }),
  pool("error", { ...POOL_AWAY, down: ["cognito"] }),
  pool("garbage", { ...POOL_AWAY, down: ["cognito"] }),
  // A pool that lists no passkeys is taken at its word: the grant then offers password and code alone.
  pool("empty", { ...POOL_AWAY, grant: ["opened"] }),
  pool("cut", { ...POOL_AWAY, down: ["cognito"] }),
  pool("throttle", POOL_AWAY),
  pool("slow", {}, 1_000),
  pool("slow", { ...POOL_AWAY, down: ["cognito"] }, 20_000),

  keys("down"),
  keys("garbage"),
  ...(["error", "empty", "cut", "throttle"] as const).map((kind) => rare(keys(kind))),
  keys("slow", { down: ["jwks"] }, 20_000),

  database("down", "down"),
  database("hang", "hang"),
  rare(database("slow (0.1 s an answer)", { kind: "slow", delayMs: 100 }, {})),
  database("slow (6 s an answer)", { kind: "slow", delayMs: 6_000 }),
  database("cut", { kind: "cut", afterBytes: 40 }),
  database("garbage", say(GARBAGE)),
  database("too many connections", say(postgresRefusal("53300", "sorry, too many clients already"))),
  database("failing over", say(postgresRefusal("57P03", "the database system is starting up"))),
  {
    name: "database: a replica that takes no writes",
    column: "database",
    breakage: { by: "read-only database" },
    runbook: "database-down.md",
    expects: {
      ...AS_USUAL,
      ...{ reads: ["answered", "unavailable"], prices: ["shown", "not asked"], renewal: ["unavailable"], signIn: ["unavailable"] },
      ...{ grant: ["unavailable"], approval: ["unavailable"], settlement: ["waits"], mail: ["waits"] },
    },
  },

  // First of its column: the local chain adds blocks by itself for a few seconds after a payment.
  {
    name: "chain: halted (it answers, without new blocks)",
    column: "chain",
    breakage: { by: "no blocks" },
    runbook: "chain-down.md",
    expects: { ...AS_USUAL, settlement: ["waits"] },
  },
  chain("down", "down"),
  chain("hang", "hang"),
  chain("garbage", say(GARBAGE)),
  chain("throttled", say(httpAnswer("429 Too Many Requests", ""))),
  rare(chain("slow (0.3 s an answer)", { kind: "slow", delayMs: 300 }, { prices: ["shown", "absent"] })),
  rare(chain("error", say(httpAnswer("500 Internal Server Error", "canary-upstream-exception-text")))),
  rare(chain("no JSON-RPC", say(httpAnswer("200 OK", "<html>canary-upstream-garbage</html>")))),
  rare(chain("cut", { kind: "cut", afterBytes: 60 })),

  mail("down", "down"),
  mail("hang", "hang"),
  mail("slow (0.5 s an answer)", { kind: "slow", delayMs: 500 }, {}),
  mail("throttled", say(smtpReply("421 4.7.0 Too many connections, try again later"), "at once")),
  mail("refuses everything", say(smtpReply("554 5.7.1 Address is not verified"), "at once")),
  mail("garbage", say(GARBAGE, "at once")),
  mail("cut", { kind: "cut", afterBytes: 30 }),

  clock(5),
  clock(-5),
  clock(60),
  // What was issued before the skew is good; what is renewed during it is not, until our clock has caught up.
  clock(-60, {
    reads: ["answered", "must renew"],
    renewal: ["unavailable"],
    grant: ["opened", "must renew"],
    approval: ["approved", "must renew"],
  }),
  clock(600, CLOCK_FAR_OFF),
  clock(-600, CLOCK_FAR_OFF),
];
