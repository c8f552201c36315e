// JSON that two readers cannot read differently: unique names, bounded depth. JSON.parse alone keeps the last of two equal names.

/** What JSON.parse does not tell of a text. */
export interface JsonScan {
  readonly depth: number;
  readonly hasDoubledName: boolean;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
const nameOf = (literal: string): string => (literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1));

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\n" || text[at] === "\r") at += 1;
  return text[at] === ":";
}

/** Depth and doubled names of a text that JSON.parse has already accepted (the scan relies on that). Escaped names count as what they spell. */
export function scanJson(text: string): JsonScan {
  const open: (Set<string> | null)[] = [];
  let depth = 0;
  let hasDoubledName = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") depth = Math.max(depth, open.push(token === "{" ? new Set() : null));
    else if (token === "}" || token === "]") open.pop();
    else if (isFollowedByColon(text, index + token.length)) {
      const name = nameOf(token);
      hasDoubledName ||= open.at(-1)?.has(name) === true;
      open.at(-1)?.add(name);
    }
  }
  return { depth, hasDoubledName };
}

/** The object a text spells, or null when it is not JSON or not an object. Of doubled names the last counts, so ask `scanJson` too. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
