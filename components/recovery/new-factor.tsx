"use client";

import { lazy, Suspense, useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { AddPasskey } from "@/components/security/add-passkey";
import { Button, buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { AuthenticatorKey } from "@/lib/client/passkeys";
import { useSubmission } from "@/lib/client/use-submission";

const AuthenticatorSteps = lazy(() =>
  import("@/components/auth/authenticator-enrolment").then((file) => ({ default: file.AuthenticatorSteps })),
);

/** The one new factor of a session that came back: an authenticator in place of the lost one, or a passkey. */
export function NewFactor({ context }: { readonly context: ApprovalContext }) {
  const { pool, email } = context;
  const [key, setKey] = useState<AuthenticatorKey | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const submission = useSubmission<null>(async () => {
    setKey(await (await loadPasskeys()).startAuthenticator(pool, email));
  });
  const onPasskey = useCallback(() => {
    setDone("Passkey added. Next time, sign in with one press.");
  }, []);
  const startOver = () => {
    setKey(null);
  };
  const answer = async (code: string) => {
    await (await loadPasskeys()).finishAuthenticator(pool, code, true);
    setDone("Done. Codes come from the new authenticator from now on; the lost one opens nothing any more.");
  };
  if (done !== null) {
    return (
      <div className="grid justify-items-start gap-4">
        <p role="status">{done}</p>
        <a href="/portfolio" className={buttonStyles()}>
          Go to your portfolio
        </a>
      </div>
    );
  }
  if (key !== null) {
    return (
      <Suspense fallback={<Skeleton className="h-80 w-full" />}>
        <AuthenticatorSteps {...key} email={email} answer={answer} onStartOver={startOver} />
      </Suspense>
    );
  }
  return (
    <div className="grid max-w-2xl gap-6">
      <Card title="A new authenticator">
        <p>It replaces the lost one: your next sign-in asks for its code.</p>
        <SubmissionStatus submission={submission} progress="Asking for a new key…" />
        <Button
          className="justify-self-start"
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(null);
          }}
        >
          Set up an authenticator
        </Button>
      </Card>
      <Card title="Or a passkey">
        <p>It lives in this device, signs you in with one press and cannot be used by a false copy of this page.</p>
        <AddPasskey context={context} look="secondary" onAdded={onPasskey} />
      </Card>
      <a href="/portfolio" className={buttonStyles({ look: "quiet", className: "justify-self-start" })}>
        Not now
      </a>
    </div>
  );
}
