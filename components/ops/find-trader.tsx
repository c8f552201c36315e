"use client";

import Link from "next/link";
import { useRef, useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { findTraders } from "@/lib/client/desk";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import type { FoundTraderDto } from "@/lib/contracts/desk";

/** Finds an account by what a caller can say. Nothing that is typed here stands in an address or a log. */
export function FindTrader() {
  const field = useRef<HTMLInputElement>(null);
  const isHydrated = useHydrated();
  const [found, setFound] = useState<readonly FoundTraderDto[] | null>(null);
  const submission = useSubmission<string>(async (query) => {
    setFound(null);
    setFound(await findTraders(query));
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submission.submit(field.current?.value.trim() ?? "");
  };
  return (
    <div className="grid gap-6">
      <form method="post" onSubmit={onSubmit} className="grid max-w-xl gap-4">
        <Field
          label="Email, account or support code"
          name="query"
          required
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          inputRef={field}
          hint="The exact email, or a code such as R-1A2B3C4D that the caller reads from their screen. Looking is written down."
        />
        <SubmissionStatus submission={submission} progress="Looking…" />
        <div>
          <Button type="submit" ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
            Find
          </Button>
        </div>
      </form>
      <div role="status">{found === null ? null : <Found traders={found} />}</div>
    </div>
  );
}

function Found({ traders }: { readonly traders: readonly FoundTraderDto[] }) {
  if (traders.length === 0)
    return (
      <EmptyState title="Nobody by that name">
        Ask the caller to read the email or the code again, letter by letter. The desk finds nobody by a part of an address.
      </EmptyState>
    );
  return (
    <ul aria-label="Accounts found" className="divide-y divide-line rounded-card border border-line bg-surface">
      {traders.map(({ sub, emailMasked }) => (
        <li key={sub}>
          <Link href={`/ops/traders/${sub}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2 sm:px-5">
            <span className="font-strong">{emailMasked}</span>
            <span className="font-mono text-13 break-all text-ink-2">{sub}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
