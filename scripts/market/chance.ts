// Chance without a memory: the same words give the same number, in whatever order they are asked. So a market can be continued anywhere.

/** A number from 0 up to but not including 1, told by `words` alone. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const text = words.join("|");
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // FNV alone leaves neighbours alike; this last mixing (that of MurmurHash3) makes them strangers.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A number around 0 that is rarely beyond 1 or below -1. */
export function bell(...words: readonly (string | number)[]): number {
  return chance(...words, "a") + chance(...words, "b") + chance(...words, "c") - 1.5;
}
