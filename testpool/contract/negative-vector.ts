// One bent proof beside the honest one: the pool must refuse the first and accept the second, or the refusal says nothing.
import type { ContractStand } from "./contract-case";

/** Both attempts of a vector, ready to be made in this order. */
export interface BentAndHonest {
  /** Sends the bent proof; it must reject with the vector's exception. */
  bent(): Promise<unknown>;
  /** Sends the same thing done right; it must be accepted. */
  honest(): Promise<unknown>;
}

/** A negative vector. Modules under `negative/` export them as arrays, one module for each topic. */
export interface NegativeVector {
  readonly operation: string;
  readonly name: string;
  /** The exception that refuses the bent proof. */
  readonly exception: string;
  /** Why a real pool cannot serve this vector, or null when it can. */
  readonly liveReason: string | null;
  prepare(stand: ContractStand): Promise<BentAndHonest>;
}

/** Null when the pool refused the bent proof by the vector's exception and accepted the honest one; else one sentence of what went wrong. */
export async function judgeNegativeVector(vector: NegativeVector, stand: ContractStand): Promise<string | null> {
  const { bent, honest } = await vector.prepare(stand);
  const outcome = await bent().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error("Something that is no error was thrown.")),
  );
  if (outcome === null) return `${vector.name}: the pool accepted the bent proof.`;
  if (outcome.name !== vector.exception) return `${vector.name}: refused with ${outcome.name} (${outcome.message}).`;
  return honest().then(
    () => null,
    (error: unknown) =>
      `${vector.name}: the honest proof was refused: ${error instanceof Error ? `${error.name} ${error.message}` : "unknown"}`,
  );
}
