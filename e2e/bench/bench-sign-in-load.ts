// A thousand sign-ins a minute, one of five by a wrong password, at two processes of the production build: what a person then waits for, beside the same
// sign-ins when hardly anybody comes. Programs that sign in, pool, database and product share one machine.
import { AppClient } from "@/e2e/support/app-client";
import { PoolControl } from "@/e2e/support/pool-control";
import { percentile, type PlannedSignIn, signInAtRate, type SignInOutcome, type SignInPlace } from "@/e2e/support/sign-in-load";
import { startProduct, type ProductProcess } from "@/e2e/support/start-product";
import { TotpCodes } from "@/e2e/support/totp-codes";
import { TEST_DESK_ENVIRONMENT, TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { makeCrowd, peopleOf } from "@/lib/testing/sign-in-crowd";
import { startUserPool } from "@/lib/testing/start-user-pool";
import { startStack } from "@/scripts/stack/start-stack";
import { type Figure, printFigures } from "./report";

const PORTS = { app: 3124, pool: 9485, chain: 8587, mail: 9486 } as const;
const SECOND_PORT = 3125;
const [WARM_UP, IDLE, MANY] = [40, 60, 1_000];
const [IDLE_PER_SECOND, MANY_PER_SECOND] = [1, 1_000 / 60];
/** What a person may wait for from the first call to the session, in milliseconds: three answers, each after whole multiples of 250 ms. */
const P95_BUDGET_MS = 1_500;

/** Prints the figures. Starts and ends a stack and a pool of its own; the product must be built. */
export async function benchSignInLoad(): Promise<void> {
  const [warmUp, idle, many] = [WARM_UP, IDLE, MANY].map((count, index) => planOf(count, index)) as [Plan, Plan, Plan];
  const pool = await startUserPool([...warmUp.traders, ...idle.traders, ...many.traders]);
  const stack = await startStack({ dataDir: ".data/bench", ports: PORTS, next: null, fresh: true, worker: "manual" });
  const products: ProductProcess[] = [];
  try {
    const { COGNITO_ENDPOINT: _none, DATABASE_URL: _neither, APP_ORIGIN: _own, AUTH_ANSWER_MS_MIN: _even, ...ofPool } = TEST_ENVIRONMENT;
    const environment = {
      ...stack.environment,
      ...{ ...ofPool, ...TEST_DESK_ENVIRONMENT, COGNITO_ENDPOINT: pool.url, HOLDFAST_CLOCK_FILE: pool.clockFile },
      CHAIN_RPC_URL: stack.environment["CHAIN_RPC_URL"] ?? "",
    };
    for (const port of [PORTS.app, SECOND_PORT])
      products.push(await startProduct({ folder: process.cwd(), port, environment, logName: `next-bench-sign-ins-${String(port)}` }));
    const place: SignInPlace = {
      app: { origin: stack.origin, ports: [PORTS.app, SECOND_PORT] },
      pool: { userPoolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, clientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID },
      control: new PoolControl(pool.url),
    };
    for (const index of [0, 1]) await new AppClient(place.app).call("GET", "/sign-in", { process: index });
    await signInAtRate(place, warmUp.signIns, MANY_PER_SECOND);
    report(await signInAtRate(place, idle.signIns, IDLE_PER_SECOND), await signInAtRate(place, many.signIns, MANY_PER_SECOND));
  } finally {
    for (const product of products) await product.stop();
    await stack.stop();
    await pool.stop();
  }
}

interface Plan {
  readonly traders: ReturnType<typeof peopleOf>;
  readonly signIns: readonly PlannedSignIn[];
}

/** One crowd whose people are in no other one. */
function planOf(count: number, crowd: number): Plan {
  const signIns = makeCrowd(count, `crowd${String(crowd)}`);
  return {
    traders: peopleOf(signIns),
    signIns: signIns.map(({ trader, password }) => ({
      ...{ person: { email: trader.email, password: trader.password, codes: new TotpCodes(trader.totpSecret) }, sub: trader.sub, password },
    })),
  };
}

interface Run {
  readonly outcomes: readonly SignInOutcome[];
  readonly seconds: number;
}

/** Sign-ins that did not come to what their password deserves. */
const astray = ({ outcomes }: Run): number =>
  outcomes.filter(({ planned, result, sub }) =>
    planned.password === "right" ? result !== "in" || sub !== planned.sub : result !== "NotAuthorizedException",
  ).length;

function report(idle: Run, many: Run): void {
  const ms = ({ outcomes }: Run): number[] => outcomes.filter(({ result }) => result === "in").map((outcome) => outcome.ms);
  const [quiet, busy] = [ms(idle), ms(many)];
  const times = (what: string, of: readonly number[]): Figure[] =>
    [0.5, 0.95, 0.99].map((share) => ({ what: `p${String(share * 100)}, ${what}`, value: percentile(of, share), unit: "ms" }));
  printFigures("Sign-ins by password and code, one of five wrong, two processes", [
    { what: "reached, a minute", value: (many.outcomes.length * 60) / many.seconds, unit: "", aimAtLeast: 950 },
    ...times("one a second", quiet),
    ...times("1,000 a minute", busy),
    { what: "p95 against its budget", value: percentile(busy, 0.95), unit: "ms", aimAtMost: P95_BUDGET_MS },
    {
      what: "p95 at 1,000 a minute against one a second",
      value: percentile(busy, 0.95) / percentile(quiet, 0.95),
      unit: "x",
      aimAtMost: 1.5,
    },
    { what: "sign-ins that did not come to what their password deserves", value: astray(idle) + astray(many), unit: "", aimAtMost: 0 },
    { what: "told to come back later", value: many.outcomes.reduce((sum, { waits }) => sum + waits, 0), unit: "times" },
  ]);
}
