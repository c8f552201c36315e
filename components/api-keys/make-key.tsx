"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { draftApiKey } from "@/lib/client/api-keys";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import { API_KEY_DAYS, API_SCOPE_WORDS, API_SCOPES, type ApiScope } from "@/lib/contracts/api-key-scopes";
import type { ApiKeyDto, ApiKeyRequest } from "@/lib/contracts/api-keys";

type Days = (typeof API_KEY_DAYS)[number];

/** The form of a new key. What it asks for is shown once more, on the slip, before anything exists. */
export function MakeKey({ onDrafted }: { readonly onDrafted: (key: ApiKeyDto) => Promise<void> }) {
  const isHydrated = useHydrated();
  const [name, setName] = useState("");
  const [days, setDays] = useState<Days>(90);
  const [scopes, setScopes] = useState<readonly ApiScope[]>(["markets:read"]);
  const submission = useSubmission<ApiKeyRequest>(async (request) => {
    const drafted = await draftApiKey(request);
    setName("");
    await onDrafted(drafted);
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submission.submit({ name: name.trim(), scopes: [...scopes], days });
  };
  return (
    <Card title="Make a key">
      <form method="post" onSubmit={onSubmit} className="grid max-w-2xl gap-4">
        <fieldset disabled={!isHydrated} className="grid min-w-0 gap-4">
          <Field
            label="Name"
            required
            maxLength={60}
            autoComplete="off"
            hint="Where you will use it, such as “Price alerts at home”."
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
          <ScopeChoice scopes={scopes} onChange={setScopes} />
          <SelectField
            label="It ends after"
            required
            value={String(days)}
            onChange={(event) => {
              setDays(API_KEY_DAYS.find((one) => String(one) === event.target.value) ?? 90);
            }}
          >
            {API_KEY_DAYS.map((one) => (
              <option key={one} value={one}>
                {one} days
              </option>
            ))}
          </SelectField>
        </fieldset>
        <SubmissionStatus submission={submission} progress="Writing the key down…" />
        <div>
          <Button
            type="submit"
            ready={isHydrated}
            disabled={scopes.length === 0 || submission.isWorking || submission.secondsLeft !== null}
          >
            Review key
          </Button>
        </div>
      </form>
    </Card>
  );
}

interface ScopeChoiceProps {
  readonly scopes: readonly ApiScope[];
  readonly onChange: (scopes: readonly ApiScope[]) => void;
}

function ScopeChoice({ scopes, onChange }: ScopeChoiceProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-13 font-strong">It may</legend>
      {API_SCOPES.map((scope) => (
        <label key={scope} className="flex min-h-10 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={scopes.includes(scope)}
            onChange={({ target: { checked } }) => {
              onChange(API_SCOPES.filter((one) => (one === scope ? checked : scopes.includes(one))));
            }}
          />
          {API_SCOPE_WORDS[scope]}
          <code className="font-mono text-12 text-ink-2">{scope}</code>
        </label>
      ))}
    </fieldset>
  );
}
