// The names that the AWS SDK knows, which is the list that nobody here wrote.

/** Every operation of the SDK's own module, sorted. */
export function sdkOperations(sdk: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(sdk)
    .flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? [])
    .filter((name) => typeof sdk[`${name}Command`] === "function")
    .sort();
}
