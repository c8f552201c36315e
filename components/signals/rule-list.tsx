"use client";

import Link from "next/link";
import { useState } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ServerTime } from "@/components/ui/server-time";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { switchSignalRule } from "@/lib/client/signals";
import { useSubmission } from "@/lib/client/use-submission";
import type { SignalChoicesDto, SignalRuleDto } from "@/lib/contracts/signals";
import { ruleSentence } from "@/lib/signals/rule-sentence";
import { namesOf } from "./rule-names";

interface RuleListProps {
  readonly rules: readonly SignalRuleDto[];
  readonly choices: Pick<SignalChoicesDto, "pairs" | "wallets">;
  readonly nowSeconds: number;
}

/** The trader's rules: what each asks for, whether it is on, and when it last came true. */
export function RuleList({ rules, choices, nowSeconds }: RuleListProps) {
  if (rules.length === 0) return null;
  return (
    <Card title="Rules">
      <ul className="divide-y divide-line">
        {rules.map((rule) => (
          <RuleRow key={rule.id} initial={rule} choices={choices} nowSeconds={nowSeconds} />
        ))}
      </ul>
    </Card>
  );
}

interface RuleRowProps extends Omit<RuleListProps, "rules"> {
  readonly initial: SignalRuleDto;
}

function RuleRow({ initial, choices, nowSeconds }: RuleRowProps) {
  const [rule, setRule] = useState(initial);
  const submission = useSubmission<boolean>(async (isOn) => {
    setRule(await switchSignalRule(rule.id, isOn));
  });
  const { id, name, isOn, lastFiredAt, firedCount } = rule;
  return (
    <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0 font-strong break-words">{name}</p>
        <span className={`shrink-0 text-13 ${isOn ? "text-up" : "text-ink-2"}`}>{isOn ? "On" : "Off"}</span>
      </div>
      <p className="text-13 text-ink-2">{ruleSentence(rule.rule, namesOf(rule.rule, choices))}</p>
      <p className="text-13 text-ink-2">
        {lastFiredAt === null ? (
          "Never fired"
        ) : (
          <>
            Last fired <ServerTime at={lastFiredAt} nowSeconds={nowSeconds} />,{" "}
            <Link href={`/signals?rule=${id}`} prefetch={false} className="underline underline-offset-2">
              {firedCount === 1 ? "once" : `${firedCount} times`}
            </Link>
          </>
        )}
      </p>
      <SubmissionStatus submission={submission} progress="Switching…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="secondary"
          small
          disabled={submission.isWorking}
          aria-label={`Turn ${isOn ? "off" : "on"} ${name}`}
          onClick={() => {
            submission.submit(!isOn);
          }}
        >
          Turn {isOn ? "off" : "on"}
        </Button>
        <Link
          href={`/signals/${id}`}
          prefetch={false}
          aria-label={`Change ${name}`}
          className={buttonStyles({ look: "quiet", small: true })}
        >
          Change
        </Link>
      </div>
    </li>
  );
}
