// Events put side by side by what they have in common.

/** The values of `list` by their key, in order; those without a key are left out. */
export function groupBy<Value>(list: readonly Value[], keyOf: (value: Value) => string | null): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of list) {
    const key = keyOf(value);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** How often each key occurs. */
export const countBy = <Value>(list: readonly Value[], keyOf: (value: Value) => string): Record<string, number> =>
  Object.fromEntries([...groupBy(list, keyOf)].map(([key, values]) => [key, values.length]));
