// What the session costs a reader: the portfolio with everything that guards it, beside the same query on a route that asks for nobody.
// That route exists only in a build made for this measurement.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppClient } from "@/e2e/support/app-client";
import { buildVariant, withText } from "@/e2e/support/build-variant";
import { PoolControl } from "@/e2e/support/pool-control";
import { startProduct } from "@/e2e/support/start-product";
import { TotpCodes } from "@/e2e/support/totp-codes";
import { signIn } from "@/e2e/support/trader";
import { startStack } from "@/scripts/stack/start-stack";
import { alternate } from "./alternate";
import { printFigures } from "./report";

const PORTS = { app: 3121, pool: 9481, chain: 8581, mail: 9483 } as const;
const CALLS_PER_ROUND = 60;

const unguardedRoute = (sub: string): string => `import { serve } from "@/lib/server/http/serve";
import { readPortfolio } from "@/lib/server/queries/read-portfolio";
import { services } from "@/lib/server/services";
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/unguarded", {
  GET: async () => {
    const { database, prices, clock } = services();
    return Response.json(await readPortfolio({ database, prices }, ${JSON.stringify(sub)}, clock.nowSeconds()));
  },
});
`;

const addUnguardedRoute =
  (sub: string) =>
  (folder: string): void => {
    withText(
      "lib/contracts/route-manifest.ts",
      'handler("/api/portfolio", "trader", ["GET"]),',
      'handler("/api/portfolio", "trader", ["GET"]),\n  handler("/api/unguarded", "public", ["GET"]),',
    )(folder);
    mkdirSync(join(folder, "app/api/unguarded"), { recursive: true });
    writeFileSync(join(folder, "app/api/unguarded/route.ts"), unguardedRoute(sub));
  };

/** Prints the portfolio figures of one run. Starts and ends a stack of its own. */
export async function benchPortfolio(rounds: number): Promise<void> {
  const stack = await startStack({ dataDir: ".data/bench", ports: PORTS, next: null, fresh: true });
  try {
    const trader = stack.installation.traders.users.find(({ email }) => email === "trader@holdfast.test");
    if (trader?.totpSecret === undefined) throw new Error("The demo has no funded trader.");
    const { folder } = await buildVariant("bench", addUnguardedRoute(trader.sub));
    const product = await startProduct({ folder, port: PORTS.app, environment: stack.environment, logName: "next-bench" });
    try {
      const client = new AppClient({ origin: stack.origin, ports: [PORTS.app] });
      const pool = { userPoolId: stack.installation.traders.id, clientId: stack.installation.traders.clientId };
      await signIn(client, pool, new PoolControl(stack.poolUrl), {
        email: trader.email,
        password: trader.password,
        codes: new TotpCodes(trader.totpSecret),
      });
      await measure(stack.origin, client.jar.headerFor("/api/portfolio") ?? "", rounds);
    } finally {
      await product.stop();
    }
  } finally {
    await stack.stop();
  }
}

async function measure(origin: string, cookie: string, rounds: number): Promise<void> {
  const get = (path: string) => async (): Promise<void> => {
    const answer = await fetch(`${origin}${path}`, { headers: { cookie, "sec-fetch-site": "same-origin" } });
    const { positions } = (await answer.json()) as { positions?: readonly unknown[] };
    if (positions?.length !== 4) throw new Error(`${path} did not answer the portfolio (${String(answer.status)}).`);
  };
  const medians = await alternate(
    [
      { name: "guarded", run: get("/api/portfolio") },
      { name: "unguarded", run: get("/api/unguarded") },
    ],
    { rounds, callsPerRound: CALLS_PER_ROUND },
  );
  const guarded = medians.get("guarded") ?? Number.NaN;
  const unguarded = medians.get("unguarded") ?? Number.NaN;
  printFigures(`Portfolio over HTTP, medians of ${String(rounds)} alternating rounds of ${String(CALLS_PER_ROUND)} requests`, [
    { what: "GET /api/portfolio (token, registry, row security)", value: guarded / 1_000, unit: "ms" },
    { what: "the same query without asking who", value: unguarded / 1_000, unit: "ms" },
    { what: "throughput kept with the guards", value: unguarded / guarded, unit: "x", aimAtLeast: 0.85 },
  ]);
}
