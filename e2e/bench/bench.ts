// Prints what the product costs, each figure as a ratio of things measured side by side in this one run.
import { isBuilt } from "@/scripts/stack/build-product";
import { benchIndexQueries } from "./bench-index-queries";
import { benchIndexer } from "./bench-indexer";
import { benchPortfolio } from "./bench-portfolio";
import { benchSignInLoad } from "./bench-sign-in-load";
import { benchSignInPage } from "./bench-sign-in-page";
import { benchTokens } from "./bench-tokens";
import { benchWithdrawals } from "./bench-withdrawals";

const ROUNDS = 20;

// A million swaps take minutes, so they are brought in only when asked for: `npm run bench -- index`.
if (process.argv.includes("index")) {
  await benchIndexQueries();
  process.exit(0);
}
if (!isBuilt(".next")) {
  console.error("There is no fresh build to measure: run `npm run build` first.");
  process.exit(1);
}
// Two minutes in which the machine should do nothing else: `npm run bench -- sign-ins`.
if (process.argv.includes("sign-ins")) {
  await benchSignInLoad();
  process.exit(0);
}
await benchTokens(ROUNDS);
await benchPortfolio(ROUNDS);
await benchWithdrawals(ROUNDS);
await benchSignInPage();
await benchIndexer();
