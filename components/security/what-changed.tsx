"use client";

import { useState } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { noteWhatChangedRead } from "@/lib/client/account-safety";
import { useSubmission } from "@/lib/client/use-submission";
import { MOVED_RULES } from "./moved-rules";

const CELL = "py-2 pr-4 text-left align-top";

/** What is new for somebody whose account moved here, and that they have read it. */
export function WhatChanged({ isTold }: { readonly isTold: boolean }) {
  const [isRead, setIsRead] = useState(isTold);
  const submission = useSubmission<null>(async () => {
    await noteWhatChangedRead();
    setIsRead(true);
  });
  return (
    <div className="grid gap-6">
      <Card title="The rules, before and now">
        <div className="relative overflow-x-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="text-ink-2">
                {["Rule", "As you knew it", "Here"].map((name) => (
                  <th key={name} scope="col" className={`${CELL} font-normal`}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {MOVED_RULES.map(({ topic, before, now }) => (
                <tr key={topic} className="border-t border-line">
                  <th scope="row" className={`${CELL} font-strong`}>
                    {topic}
                  </th>
                  <td className={`${CELL} text-ink-2`}>{before}</td>
                  <td className={CELL}>{now}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Card title="What to do now">
        <ol className="grid list-decimal gap-1 pl-5">
          <li>Add a passkey: it signs you in with one press and approves larger withdrawals.</li>
          <li>Make recovery codes and keep them on paper, before you lose your phone.</li>
          <li>Choose the words by which you tell our mail from somebody else’s.</li>
        </ol>
        <a href="/security" className={buttonStyles({})}>
          Open the security page
        </a>
      </Card>
      {isRead ? (
        <p role="status">You have read this. It stays here, and the note above your pages is gone with the next page.</p>
      ) : (
        <div className="grid justify-items-start gap-2">
          <SubmissionStatus submission={submission} progress="Noting it…" />
          <Button
            disabled={submission.isWorking}
            onClick={() => {
              submission.submit(null);
            }}
          >
            I have read this
          </Button>
        </div>
      )}
    </div>
  );
}
