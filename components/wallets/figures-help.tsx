const FIGURES = [
  [
    "Realised profit",
    "What sales brought in, less what the sold amounts had cost. First bought is first sold; amounts that we never saw being bought count neither way.",
  ],
  ["Win rate", "Sales that brought in more than their cost, of all sales with a known cost."],
  ["Drawdown", "The deepest fall of the realised profit from an earlier top."],
  ["Held", "Average time between purchase and sale, weighted by amount."],
  [
    "Volume and trades",
    "Every swap we saw, at its dollar value at that moment; without a dollar price it counts as a trade and adds no volume.",
  ],
] as const;

/** How the figures come about, for whoever asks. */
export function FiguresHelp() {
  return (
    <details className="text-13 text-ink-2">
      <summary className="w-fit rounded-control py-1 underline-offset-2 hover:text-ink hover:underline">
        How these figures are computed
      </summary>
      <dl className="mt-2 grid max-w-prose gap-2">
        {FIGURES.map(([name, words]) => (
          <div key={name}>
            <dt className="font-strong text-ink">{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 max-w-prose">
        All of it is read from swaps on the networks listed here, and only from those. A wallet may trade elsewhere. Past profit says
        nothing about the next trade.
      </p>
    </details>
  );
}
