"use client";

import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { SignalChoicesDto, SignalRuleDto } from "@/lib/contracts/signals";
import type { RuleDraft } from "@/lib/signals/rule-draft";
import { ruleSentence } from "@/lib/signals/rule-sentence";
import { BacktestPanel } from "./backtest-panel";
import { DeliveryFields } from "./delivery-fields";
import { KindField } from "./kind-field";
import { RuleFields } from "./rule-fields";
import { namesOf } from "./rule-names";
import { useRuleForm } from "./use-rule-form";

interface RuleFormProps {
  readonly choices: SignalChoicesDto;
  /** Null for a new rule. */
  readonly rule: SignalRuleDto | null;
  readonly start?: Partial<RuleDraft>;
}

/** A rule from its kind to a test on the past. Nothing is stored before it is saved. */
export function RuleForm({ choices, rule, start = {} }: RuleFormProps) {
  const isHydrated = useHydrated();
  const { draft, delivery, fault, read, submission, changeDraft, changeDelivery, save } = useRuleForm(rule, start);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    save();
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-6">
      <fieldset disabled={!isHydrated} className="grid min-w-0 gap-6 lg:grid-cols-2">
        <Card title="What to watch">
          <KindField
            value={draft.kind}
            onChange={(kind) => {
              changeDraft({ kind });
            }}
          />
          <RuleFields draft={draft} choices={choices} fault={fault} onChange={changeDraft} />
        </Card>
        <Card title="What to do then">
          <DeliveryFields delivery={delivery} hasWebhook={choices.hasWebhook} fault={fault} onChange={changeDelivery} />
        </Card>
      </fieldset>
      <section aria-label="The rule in a sentence" className="grid gap-3 rounded-card border border-line bg-surface p-4 sm:p-5">
        <p role="status" className="text-16">
          {read.ok ? ruleSentence(read.value, namesOf(read.value, choices)) : read.refusal.sentence}
        </p>
        <SubmissionStatus submission={submission} progress="Saving the rule…" />
        <div>
          <Button type="submit" ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
            {rule === null ? "Save signal" : "Save changes"}
          </Button>
        </div>
      </section>
      <BacktestPanel rule={read.ok ? read.value : null} />
    </form>
  );
}
