"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { LoadFailure } from "@/components/ui/load-failure";
import { News } from "@/components/ui/news";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { changePhrase, readPhrase } from "@/lib/client/account-safety";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";

export function PhraseCard() {
  const { value, failure, reload } = useLoaded(readPhrase);
  return (
    <Card title="Your words in our mail" id="phrase">
      <p className="max-w-prose">
        Every notice of ours begins with these words. A mail that does not have them is not from us, whatever it says. They open nothing, so
        nobody will ever ask you for them.
      </p>
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-16 w-full max-w-md" /> : null}
      {value === null ? null : <PhraseForm stored={value} />}
    </Card>
  );
}

function PhraseForm({ stored }: { readonly stored: string }) {
  const [kept, setKept] = useState(stored);
  const [phrase, setPhrase] = useState(stored);
  const [news, setNews] = useState("");
  const submission = useSubmission<string>(async (wanted) => {
    setNews("");
    const stands = await changePhrase(wanted);
    setKept(stands);
    setPhrase(stands);
    setNews("Changed. The next mail of ours begins with the new words.");
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submission.submit(phrase.trim());
  };
  return (
    <form method="post" onSubmit={onSubmit} className="grid max-w-md gap-3">
      <Field
        label="Your words"
        required
        minLength={3}
        maxLength={60}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="3 to 60 characters. Choose nothing that you use as a password."
        value={phrase}
        onChange={(event) => {
          setPhrase(event.target.value);
        }}
      />
      <SubmissionStatus submission={submission} progress="Storing the words…" />
      <News text={news} />
      <div>
        <Button
          type="submit"
          look="secondary"
          disabled={submission.isWorking || submission.secondsLeft !== null || phrase.trim() === kept || phrase.trim().length < 3}
        >
          Change words
        </Button>
      </div>
    </form>
  );
}
