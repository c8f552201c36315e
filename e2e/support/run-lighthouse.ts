// Lighthouse in its mobile form, on pages that only a signed-in browser may see: the browser is a person's own, and Lighthouse joins it.
import lighthouse from "lighthouse";

/** What one page scored, out of 100, and how far things moved while it loaded. */
export interface Scores {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly layoutShift: number;
  /** The audits below full marks in accessibility and best practices, with what Lighthouse says of them. */
  readonly faults: readonly string[];
}

const ATTEMPTS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

/** Audits `url` in the browser that listens on `port`, with its cookies and under its own name: a session whose client changes is ended. */
export async function runLighthouse(url: string, port: number): Promise<Scores> {
  for (let attempt = 1; ; attempt += 1) {
    const scores = await lookOnce(url, port);
    if (typeof scores !== "string") return scores;
    if (attempt === ATTEMPTS) throw new Error(`Lighthouse could not look at ${url}: ${scores}`);
  }
}

/** One look, or why there was none: now and then a recording begins after the page has, and Lighthouse asks to be run again. */
async function lookOnce(url: string, port: number): Promise<Scores | string> {
  const settings = { formFactor: "mobile", emulatedUserAgent: false, disableStorageReset: true, onlyCategories: CATEGORIES } as const;
  const result = await lighthouse(
    url,
    { port, output: "json", logLevel: "error" },
    { extends: "lighthouse:default", settings: { ...settings, onlyCategories: [...CATEGORIES] } },
  );
  if (result === undefined) throw new Error(`Lighthouse gave no answer for ${url}`);
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError !== undefined) return runtimeError.message;
  const score = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
  const judged = ["accessibility", "best-practices"].flatMap((name) => categories[name]?.auditRefs ?? []);
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    layoutShift: audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN,
    faults: judged.flatMap(({ id, weight }) => {
      const audit = audits[id];
      return weight > 0 && audit !== undefined && audit.score !== null && audit.score < 1 ? [`${id}: ${audit.title}`] : [];
    }),
  };
}
