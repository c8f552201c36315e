// What must never be seen by anybody else: the demo trader's own figures, address and session, learnt from their own answers.
import type { SignedIn } from "./harness";
import { COOKIE } from "./cookie-names";
import { visibleText, type RawAnswer } from "./raw-answer";

/** Shorter figures ("2", "0.35") also occur by chance. */
const CHARACTERS_MIN = 6;

const grouped = (figure: string): string => {
  const [whole = "", fraction] = figure.split(".");
  const withCommas = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
};

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Strings that only this trader may read. Stops when there are too few to notice a leak by. */
export async function canariesOf({ person, client }: SignedIn): Promise<readonly string[]> {
  const read = async (path: string): Promise<string[]> => textsIn(JSON.parse((await client.call("GET", path)).text));
  const [portfolio, activity, session] = [await read("/api/portfolio"), await read("/api/activity"), await read("/api/auth/session")];
  const figures = [...portfolio, ...activity].filter((text) => /^-?\d[\d.]*$/.test(text)).flatMap((figure) => [figure, grouped(figure)]);
  const identifiers = session.filter((text) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text));
  const tokens = [client.jar.get(COOKIE.access) ?? "", client.jar.get(COOKIE.refresh) ?? ""];
  const canaries = [...new Set([person.email, ...figures, ...identifiers, ...tokens])].filter((text) => text.length >= CHARACTERS_MIN);
  if (canaries.length < 8) throw new Error(`Only ${String(canaries.length)} canaries: the funded trader shows no figures`);
  return canaries;
}

/** The first canary that an answer shows, or null. */
export function canaryIn(answer: RawAnswer, canaries: readonly string[]): string | null {
  const text = visibleText(answer);
  return canaries.find((canary) => text.includes(canary)) ?? null;
}
