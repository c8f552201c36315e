"use client";

import { TriangleAlert } from "lucide-react";
import { use } from "react";
import { SupportCode } from "@/components/ui/support-code";
import { TimeLeft } from "@/components/ui/time-left";
import type { StandingDto } from "@/lib/contracts/holds";
import { standingWords } from "./standing-words";

/** One banner under the top bar of every page; nothing when there is nothing to tell. */
export function StandingBanner({ standing }: { readonly standing: Promise<StandingDto | null> }) {
  const known = use(standing);
  if (known === null) return null;
  const words = standingWords(known);
  if (words === null) return null;
  return (
    <section aria-label="Your account’s standing" className="border-b border-hold/40 bg-hold-soft" data-print="no">
      <div className="mx-auto flex max-w-6xl gap-3 px-4 py-3 lg:px-8">
        <TriangleAlert aria-hidden="true" size={20} strokeWidth={1.75} className="mt-px shrink-0 text-hold" />
        <div className="grid min-w-0 gap-1">
          <p className="font-strong">
            {words.title}
            {words.until === undefined ? null : (
              <span className="font-normal">
                {" "}
                <TimeLeft until={words.until} nowSeconds={known.nowSeconds} /> left.
              </span>
            )}
          </p>
          <p className="max-w-prose text-13">
            {words.why} {words.works}
          </p>
          {words.supportCode === undefined ? null : <SupportCode code={words.supportCode} />}
          {words.todo.length === 0 ? null : (
            <>
              <p className="text-13">If it wasn’t you:</p>
              <ol className="grid list-decimal gap-0.5 pl-5 text-13">
                {words.todo.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
              <a href="/security" className="justify-self-start text-13 underline underline-offset-4">
                Open the security page
              </a>
            </>
          )}
        </div>
      </div>
    </section>
  );
}
