// Whether the parts this process depends on answer. Remembered for a moment, so that a public address cannot be used to load them.
import "server-only";

export type DependencyState = "up" | "down";

/** What readiness says. The details stay in the log. */
export interface Readiness {
  readonly status: "ready" | "unready";
  readonly dependencies: Readonly<Record<string, DependencyState>>;
}

const CHECK_MS_MAX = 2_500;
const REMEMBERED_MS = 2_000;

async function stateOf(check: () => Promise<void>): Promise<DependencyState> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<DependencyState>((resolve) => {
    timer = setTimeout(() => resolve("down"), CHECK_MS_MAX);
  });
  const asked = check().then(
    (): DependencyState => "up",
    (): DependencyState => "down",
  );
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
}

/** A readiness report over named checks, each bounded to 2.5 s; asked at most once in two seconds whoever asks. */
export function createReadiness(
  checks: Readonly<Record<string, () => Promise<void>>>,
  monotonicMs: () => number = () => performance.now(),
): () => Promise<Readiness> {
  let last: { readonly atMs: number; readonly report: Promise<Readiness> } | null = null;
  const ask = async (): Promise<Readiness> => {
    const states = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const));
    return { status: states.every(([, state]) => state === "up") ? "ready" : "unready", dependencies: Object.fromEntries(states) };
  };
  return () => {
    if (last === null || monotonicMs() - last.atMs >= REMEMBERED_MS) last = { atMs: monotonicMs(), report: ask() };
    return last.report;
  };
}
