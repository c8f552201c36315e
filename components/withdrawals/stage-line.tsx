const STAGES = [
  { stage: "what", name: "What" },
  { stage: "review", name: "Review" },
  { stage: "approve", name: "Approve" },
] as const;

export type Stage = (typeof STAGES)[number]["stage"];

/** Where the trader is between wanting and having approved. */
export function StageLine({ current, act = "a withdrawal" }: { readonly current: Stage; readonly act?: string }) {
  const here = STAGES.findIndex(({ stage }) => stage === current);
  return (
    <ol aria-label={`Stages of ${act}`} className="flex items-center gap-2 text-13">
      {STAGES.map(({ stage, name }, index) => (
        <li
          key={stage}
          aria-current={index === here ? "step" : undefined}
          className="flex items-center gap-2 text-ink-2 aria-[current=step]:text-ink"
        >
          {index === 0 ? null : <span aria-hidden="true" className="h-px w-5 bg-line-strong sm:w-8" />}
          <span
            aria-hidden="true"
            className={`grid size-6 place-items-center rounded-full text-12 font-strong ${index === here ? "bg-accent text-on-accent" : "border border-line-strong"}`}
          >
            {index + 1}
          </span>
          <span className={index === here ? "font-strong" : ""}>{name}</span>
          {index < here ? <span className="sr-only">done</span> : null}
        </li>
      ))}
    </ol>
  );
}
