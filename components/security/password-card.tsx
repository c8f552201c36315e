"use client";

import { useCallback, useRef, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { News } from "@/components/ui/news";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadAccount } from "@/lib/client/load-account";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

/** The password of the account: asked for twice, old and new, and approved like any change of how one signs in. */
export function PasswordCard({ context }: { readonly context: ApprovalContext }) {
  const [isOpen, setIsOpen] = useState(false);
  const [news, setNews] = useState("");
  return (
    // The heading stands inside, because a region of this name would answer to the label of every password field on the page.
    <Card id="password">
      <h2 className="text-16 font-strong">Password</h2>
      <p className="max-w-prose text-ink-2">A new password ends every other session of yours at once.</p>
      <News text={news} />
      {isOpen ? (
        <ChangePassword
          context={context}
          onChanged={() => {
            setIsOpen(false);
            setNews("Password changed. Every other session has ended.");
          }}
          onLeave={() => {
            setIsOpen(false);
          }}
        />
      ) : (
        <div>
          <Button
            look="secondary"
            onClick={() => {
              setNews("");
              setIsOpen(true);
            }}
          >
            Change password
          </Button>
        </div>
      )}
    </Card>
  );
}

interface ChangePasswordProps {
  readonly context: ApprovalContext;
  readonly onChanged: () => void;
  readonly onLeave: () => void;
}

function ChangePassword({ context, onChanged, onLeave }: ChangePasswordProps) {
  const { pool, email } = context;
  const oldField = useRef<HTMLInputElement>(null);
  const newField = useRef<HTMLInputElement>(null);
  const run = useCallback(async () => {
    const { changePassword } = await loadAccount();
    await changePassword(pool, oldField.current?.value ?? "", newField.current?.value ?? "");
    onChanged();
  }, [pool, onChanged]);
  const { submission, asksApproval, perform, leave } = useGatedAct(run);
  return (
    <div className="grid gap-4">
      {/* The fields stay where they are while the approval is asked for, so that nothing has to be typed again. */}
      <form
        method="post"
        hidden={asksApproval}
        className={asksApproval ? "hidden" : "grid max-w-md gap-4"}
        onSubmit={(event) => {
          event.preventDefault();
          submission.submit(null);
        }}
      >
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          label="Present password"
          name="old-password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={256}
          inputRef={oldField}
        />
        <Field
          label="New password"
          name="new-password"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={256}
          hint="At least 12 characters. A sentence, or one made by your password manager, is best."
          inputRef={newField}
        />
        <SubmissionStatus submission={submission} progress="Changing the password…" />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={submission.isWorking || submission.secondsLeft !== null}>
            Change password
          </Button>
          <Button look="quiet" onClick={onLeave}>
            Not now
          </Button>
        </div>
      </form>
      {asksApproval ? (
        <GateApproval act={{ purpose: "password_change", subjectId: "self", perform }} context={context} onLeave={leave} />
      ) : null}
    </div>
  );
}
