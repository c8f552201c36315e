// The infrastructure code is its own house: it takes the pools' policy from the product and nothing else, so it has its own word for a broken promise.

/** Stops the synthesis with the promise that does not hold. A template that breaks it must never be written. */
export function invariant(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`Broken invariant: ${promise}`);
}
