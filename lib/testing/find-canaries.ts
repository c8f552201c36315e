// Searches everything that leaves the product for secrets that went into it, in every spelling in which one might slip out.

/** A secret, by the name of what it is. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Where a canary was found. */
export interface FoundCanary {
  readonly canary: string;
  readonly output: string;
  readonly spelling: string;
}

const PART_CHARACTERS = 24;
/** Shorter than this a value may stand inside of a hash by chance, and counts only where it stands by itself. */
const ALONE_CHARACTERS = 10;

function stands(text: string, spelled: string): boolean {
  if (spelled.length >= ALONE_CHARACTERS) return text.includes(spelled);
  return new RegExp(`(?<![0-9A-Za-z])${spelled.replace(/[^0-9A-Za-z]/g, "\\$&")}(?![0-9A-Za-z])`).test(text);
}

/** The base64 of the bytes wherever they stand in a longer text: three alignments, without the letters that they share with their neighbours. */
function base64Of(bytes: Buffer, shift: number): readonly (readonly [spelling: string, text: string])[] {
  const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
  const [from, to] = [[0, 2, 3][shift], Math.floor((shifted.length * 4) / 3)];
  return [
    ["base64", shifted.toString("base64").slice(from, to)],
    ["base64url", shifted.toString("base64url").slice(from, to)],
  ];
}

function spellingsOf(value: string): readonly (readonly [spelling: string, text: string])[] {
  const bytes = Buffer.from(value, "utf8");
  const [encoded, json] = [encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  return [
    ["as it is", value],
    ["lower case", value.toLowerCase()],
    ["percent-encoded", encoded],
    ["escaped", json],
    ...[0, 1, 2].flatMap((shift) => base64Of(bytes, shift)),
    ["hex", bytes.toString("hex")],
    // The end of a long one is its signature or its key: as good as the whole.
    ...(value.length > 2 * PART_CHARACTERS ? ([["its end", value.slice(-PART_CHARACTERS)]] as const) : []),
  ];
}

/** Every canary in every output; an empty list when none got out. */
export function findCanaries(canaries: readonly Canary[], outputs: Readonly<Record<string, string>>): readonly FoundCanary[] {
  const texts = Object.entries(outputs).map(([output, text]) => [output, `${text}\n${text.toLowerCase()}`] as const);
  return canaries.flatMap(({ name, value }) =>
    texts.flatMap(([output, text]) =>
      spellingsOf(value)
        .filter(([, spelled]) => stands(text, spelled))
        .map(([spelling]) => ({ canary: name, output, spelling })),
    ),
  );
}
