// A step of the check: no signed-in page loads more of our JavaScript at once than its budget.
import { sourceFiles } from "./source-files";
import { weighPage } from "./page-weight";

/** Kilobytes (1,000 bytes, gzipped) of our own code and its packages beside React and Next. A page that needs more says here why. */
const BUDGET_KB = 60;
const OTHER_BUDGETS_KB: Readonly<Record<string, number>> = {
  // Every factor, session and way back stands on this one page, which nobody opens while a market moves.
  "app/(trader)/security/page.tsx": 68,
};

const pages = sourceFiles().filter((file) => /^app\/\(trader\)\/(.+\/)?page\.tsx$/.test(file));
let heavy = 0;
for (const page of pages) {
  const kb = (await weighPage(page)) / 1_000;
  const budget = OTHER_BUDGETS_KB[page] ?? BUDGET_KB;
  if (kb > budget) heavy += 1;
  console.log(`${kb > budget ? "TOO HEAVY" : "ok       "} ${kb.toFixed(1).padStart(6)} of ${budget} kB  ${page}`);
}
if (pages.length === 0) throw new Error("No page was found, so nothing was weighed.");
process.exitCode = heavy === 0 ? 0 : 1;
