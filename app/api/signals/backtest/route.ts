import { BACKTEST_REQUEST } from "@/lib/contracts/signals";
import { serve } from "@/lib/server/http/serve";
import { runBacktest } from "@/lib/server/signals/run-backtest";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/signals/backtest", {
  POST: async ({ trader, json }) => Response.json(await runBacktest(trader, (await json(BACKTEST_REQUEST)).rule)),
});
