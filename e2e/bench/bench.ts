// Prints what the product costs, each figure as a ratio of things measured side by side in this one run.
import { isBuilt } from "@/scripts/stack/build-product";
import { benchPortfolio } from "./bench-portfolio";
import { benchSignInPage } from "./bench-sign-in-page";
import { benchTokens } from "./bench-tokens";
import { benchWithdrawals } from "./bench-withdrawals";

const ROUNDS = 20;

if (!isBuilt(".next")) {
  console.error("There is no fresh build to measure: run `npm run build` first.");
  process.exit(1);
}
await benchTokens(ROUNDS);
await benchPortfolio(ROUNDS);
await benchWithdrawals(ROUNDS);
await benchSignInPage();
