// Speed is a ratio of things measured side by side: rounds alternate, so that a busy moment of the machine falls on both.

/** One contender: a name and work that is done once per call. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Runs every contender `callsPerRound` times in each of `rounds` alternating rounds, after one round of warming up that does not count.
 * Answers the median microseconds per call of each, by name.
 */
export async function alternate(
  contenders: readonly Contender[],
  { rounds, callsPerRound }: { readonly rounds: number; readonly callsPerRound: number },
): Promise<ReadonlyMap<string, number>> {
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : [...contenders].reverse();
    for (const { name, run } of order) {
      const startedAt = process.hrtime.bigint();
      for (let call = 0; call < callsPerRound; call += 1) await run();
      const microseconds = Number(process.hrtime.bigint() - startedAt) / 1_000 / callsPerRound;
      if (round > 0) samples.get(name)?.push(microseconds);
    }
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}
