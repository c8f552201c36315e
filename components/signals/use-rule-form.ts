"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { addSignalRule, changeSignalRule } from "@/lib/client/signals";
import { type Submission, useSubmission } from "@/lib/client/use-submission";
import type { SignalRuleDto, SignalRuleRequest } from "@/lib/contracts/signals";
import type { Result } from "@/lib/ground/result";
import type { RuleText } from "@/lib/signals/rule";
import { type DraftFault, draftOf, EMPTY_DRAFT, readDraft, type RuleDraft } from "@/lib/signals/rule-draft";

/** What a rule does besides standing in the list. */
export interface RuleDelivery {
  readonly name: string;
  readonly spend: string;
  readonly byMail: boolean;
  readonly byWebhook: boolean;
}

export type FormFault = DraftFault | { readonly field: "spend"; readonly sentence: string };

/** The form as it stands, what it says, and the way to save it. */
export interface RuleFormState {
  readonly draft: RuleDraft;
  readonly delivery: RuleDelivery;
  readonly fault: FormFault | null;
  readonly read: Result<RuleText, DraftFault>;
  readonly submission: Submission<SignalRuleRequest>;
  readonly changeDraft: (changes: Partial<RuleDraft>) => void;
  readonly changeDelivery: (changes: Partial<RuleDelivery>) => void;
  readonly save: () => void;
}

const SPEND_FORM = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/;
const SPEND_FAULT = {
  field: "spend",
  sentence: "Write an amount of USDC above zero, with six decimals at most, or leave it empty.",
} as const;

/** A stored rule, or a new one that begins with `start`. Saving leads back to the list. */
export function useRuleForm(rule: SignalRuleDto | null, start: Partial<RuleDraft>): RuleFormState {
  const router = useRouter();
  const [draft, setDraft] = useState<RuleDraft>(rule === null ? { ...EMPTY_DRAFT, ...start } : draftOf(rule.rule));
  const [delivery, setDelivery] = useState<RuleDelivery>({
    ...{ name: rule?.name ?? "", spend: rule?.spend ?? "" },
    ...{ byMail: rule?.byMail ?? true, byWebhook: rule?.byWebhook ?? false },
  });
  const [fault, setFault] = useState<FormFault | null>(null);
  const read = readDraft(draft);
  const submission = useSubmission<SignalRuleRequest>(async (request) => {
    if (rule === null) await addSignalRule(request);
    else await changeSignalRule(rule.id, request);
    router.push("/signals");
    router.refresh();
  });
  const save = (): void => {
    const spend = delivery.spend.trim();
    const isSpendable = spend === "" || (SPEND_FORM.test(spend) && !/^[0.]+$/.test(spend));
    setFault(read.ok ? (isSpendable ? null : SPEND_FAULT) : read.refusal);
    if (read.ok && isSpendable)
      submission.submit({ ...delivery, name: delivery.name.trim(), spend: spend === "" ? null : spend, rule: read.value });
  };
  return {
    ...{ draft, delivery, fault, read, submission, save },
    changeDraft: (changes) => {
      setDraft({ ...draft, ...changes });
      setFault(null);
    },
    changeDelivery: (changes) => {
      setDelivery({ ...delivery, ...changes });
      setFault(null);
    },
  };
}
