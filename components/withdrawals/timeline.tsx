import { Check } from "lucide-react";
import { exactTime } from "@/components/ui/server-time";
import type { Step } from "./withdrawal-words";

/** What has happened with its exact time, what is happening, and what is ahead. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol aria-label="Timeline" className="grid">
      {steps.map((step, index) => (
        <Line key={index} step={step} isLast={index === steps.length - 1} />
      ))}
    </ol>
  );
}

function Line({ step: { name, at, standing }, isLast }: { readonly step: Step; readonly isLast: boolean }) {
  return (
    <li aria-current={standing === "now" ? "step" : undefined} className="grid grid-cols-[1.25rem_1fr] gap-x-3">
      <span aria-hidden="true" className="grid grid-rows-[1.375rem_1fr] justify-items-center">
        <Mark standing={standing} />
        {isLast ? null : <span className={`w-px ${standing === "done" ? "bg-accent" : "bg-line-strong"}`} />}
      </span>
      <div className={`flex flex-wrap justify-between gap-x-4 ${isLast ? "" : "pb-4"}`}>
        <span className={standing === "ahead" ? "text-ink-2" : standing === "now" ? "font-strong" : ""}>
          {name}
          {standing === "done" ? <span className="sr-only">, done</span> : null}
        </span>
        {at === null ? null : (
          <time dateTime={at} className="text-13 text-ink-2">
            {exactTime(at)}
          </time>
        )}
      </div>
    </li>
  );
}

function Mark({ standing }: Pick<Step, "standing">) {
  const look = { done: "bg-accent text-on-accent", now: "border-2 border-accent", ahead: "border border-line-strong" }[standing];
  return (
    <span className={`mt-0.5 grid size-4 place-items-center rounded-full ${look}`}>
      {standing === "done" ? <Check size={12} strokeWidth={2.5} /> : null}
    </span>
  );
}
