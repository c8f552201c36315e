"use client";

import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { News } from "@/components/ui/news";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { FollowDto } from "@/lib/contracts/follows";
import { useFollow } from "./use-follow";

/** Follow, change the words to a follow, or end it. */
export function FollowCard({ wallet, initial }: { readonly wallet: string; readonly initial: FollowDto | null }) {
  const isHydrated = useHydrated();
  const { follow, words, change, news, submission } = useFollow(wallet, initial);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submission.submit(words);
  };
  const isClosed = submission.isWorking || submission.secondsLeft !== null;
  return (
    <Card title={follow === null ? "Follow this wallet" : "You follow this wallet"}>
      <form method="post" onSubmit={onSubmit} className="grid gap-4">
        <fieldset disabled={!isHydrated} className="grid min-w-0 gap-4 sm:grid-cols-2">
          <Field
            label="Label"
            maxLength={60}
            autoComplete="off"
            hint="Your own word for it. Only you see it."
            value={words.label}
            onChange={(event) => {
              change({ label: event.target.value });
            }}
          />
          <Field
            label="Note"
            maxLength={500}
            autoComplete="off"
            hint="Why you watch it."
            value={words.note}
            onChange={(event) => {
              change({ note: event.target.value });
            }}
          />
        </fieldset>
        <SubmissionStatus submission={submission} progress="Saving…" />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look={follow === null ? "primary" : "secondary"} ready={isHydrated} disabled={isClosed}>
            {follow === null ? "Follow" : "Save"}
          </Button>
          {follow === null ? null : (
            <Button
              look="quiet"
              disabled={isClosed}
              onClick={() => {
                submission.submit(null);
              }}
            >
              Unfollow
            </Button>
          )}
          <News text={submission.failure === null ? news : ""} className="text-13 text-ink-2" />
        </div>
      </form>
    </Card>
  );
}
