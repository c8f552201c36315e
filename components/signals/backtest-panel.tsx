"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { exactTime } from "@/components/ui/server-time";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { backtestRule } from "@/lib/client/signals";
import { useSubmission } from "@/lib/client/use-submission";
import type { BacktestDto } from "@/lib/contracts/signals";
import { happenedSentence } from "@/lib/signals/happened-sentence";
import type { Outcome } from "@/lib/signals/judge-outcomes";
import type { RuleText } from "@/lib/signals/rule";

/** What the rule would have raised. It is played by the same step that judges live. */
export function BacktestPanel({ rule }: { readonly rule: RuleText | null }) {
  const [tested, setTested] = useState<{ readonly of: string; readonly result: BacktestDto } | null>(null);
  const asked = JSON.stringify(rule);
  const submission = useSubmission<RuleText>(async (wanted) => {
    setTested({ of: JSON.stringify(wanted), result: await backtestRule(wanted) });
  });
  return (
    <section aria-labelledby="backtest" className="grid gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="backtest" className="text-16 font-strong">
          On the past 90 days
        </h2>
        <Button
          look="secondary"
          disabled={rule === null || submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            if (rule !== null) submission.submit(rule);
          }}
        >
          Test this rule
        </Button>
      </div>
      <SubmissionStatus submission={submission} progress="Reading 90 days of trades. This takes up to ten seconds." />
      {tested !== null && tested.of === asked ? (
        <Result result={tested.result} />
      ) : (
        <p className="max-w-prose text-13 text-ink-2">
          See what this rule would have raised, and what prices did afterwards, before you save it. The past promises nothing.
        </p>
      )}
    </section>
  );
}

function Result({ result }: { readonly result: BacktestDto }) {
  const { count, events, outcomes, swaps, isCut, until } = result;
  return (
    <div className="grid gap-4">
      <p role="status">
        <span className="font-strong">
          {count === 0 ? "It would have raised nothing" : `It would have raised ${count} ${count === 1 ? "signal" : "signals"}`}
        </span>{" "}
        in {swaps} trades{isCut ? `, looked at until ${exactTime(until)}: there was more than one test looks at` : ""}.
      </p>
      {count === 0 ? null : (
        <table className="w-full max-w-xl border-collapse text-left">
          <caption className="pb-2 text-left text-13 text-ink-2">Price of the base after a signal</caption>
          <thead className="text-13 text-ink-2">
            <tr className="h-9 border-b border-line">
              <th scope="col" className="font-normal">
                After
              </th>
              <th scope="col" className="text-right font-normal">
                Median
              </th>
              <th scope="col" className="text-right font-normal">
                Share up
              </th>
              <th scope="col" className="text-right font-normal">
                Signals
              </th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            <OutcomeRow name="1 hour" outcome={outcomes.hour} />
            <OutcomeRow name="24 hours" outcome={outcomes.day} />
            <OutcomeRow name="7 days" outcome={outcomes.week} />
          </tbody>
        </table>
      )}
      {events.length === 0 ? null : (
        <div className="grid gap-2">
          <h3 className="text-13 font-strong">{count > events.length ? `The first ${events.length}` : "Signals"}</h3>
          <ol className="divide-y divide-line text-13">
            {events.map((event) => (
              <li key={`${event.txHash}${event.pair.pairId}`} className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 py-2">
                <span className="min-w-0 break-words">{happenedSentence(event)}</span>
                <time dateTime={event.at} className="text-ink-2">
                  {exactTime(event.at)}
                </time>
              </li>
            ))}
          </ol>
        </div>
      )}
      <p className="text-12 text-ink-2">Judged with the wallets you follow today.</p>
    </div>
  );
}

function OutcomeRow({ name, outcome: { counted, medianBps, upShareBps } }: { readonly name: string; readonly outcome: Outcome }) {
  const look = medianBps === null || medianBps === 0 ? "" : medianBps > 0 ? "text-up" : "text-down";
  return (
    <tr className="h-9 border-b border-line">
      <th scope="row" className="font-normal">
        {name}
      </th>
      <td className={`text-right ${look}`}>{medianBps === null ? "—" : changeText(medianBps)}</td>
      <td className="text-right">{upShareBps === null ? "—" : `${Math.floor(upShareBps / 100)} %`}</td>
      <td className="text-right">{counted}</td>
    </tr>
  );
}

/** Basis points as a signed percentage with an arrow, never by colour alone. */
function changeText(bps: number): string {
  const size = `${Math.floor(Math.abs(bps) / 100)}.${(Math.abs(bps) % 100).toString().padStart(2, "0")} %`;
  return bps > 0 ? `▲ +${size}` : bps < 0 ? `▼ −${size}` : size;
}
