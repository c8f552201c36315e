"use client";

import { Smartphone } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { News } from "@/components/ui/news";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { AuthenticatorKey } from "@/lib/client/passkeys";
import type { Loaded } from "@/lib/client/use-loaded";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

// It brings a QR encoder along, and few come here to replace their authenticator.
const AuthenticatorSteps = lazy(() =>
  import("@/components/auth/authenticator-enrolment").then((file) => ({ default: file.AuthenticatorSteps })),
);

interface AuthenticatorCardProps {
  readonly context: ApprovalContext;
  readonly authenticator: Loaded<boolean>;
}

export function AuthenticatorCard({ context, authenticator }: AuthenticatorCardProps) {
  const { value, failure, reload } = authenticator;
  return (
    <Card title="Authenticator">
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-6 w-64" /> : null}
      {value === null ? null : (
        <>
          <p className="flex items-center gap-3">
            <Smartphone aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />
            {value
              ? "Set up. Every sign-in with your password also asks for its code."
              : "Not set up. Your next sign-in with your password sets it up."}
          </p>
          <ChangeAuthenticator context={context} isFirst={!value} onChanged={reload} />
        </>
      )}
    </Card>
  );
}

interface ChangeAuthenticatorProps {
  readonly context: ApprovalContext;
  readonly isFirst: boolean;
  readonly onChanged: () => void;
}

function ChangeAuthenticator({ context, isFirst, onChanged }: ChangeAuthenticatorProps) {
  const { pool, email } = context;
  const [key, setKey] = useState<AuthenticatorKey | null>(null);
  const [news, setNews] = useState("");
  const run = useCallback(async () => {
    setNews("");
    setKey(await (await loadPasskeys()).startAuthenticator(pool, email));
  }, [pool, email]);
  const { submission, asksApproval, perform, leave } = useGatedAct(run);
  const startOver = () => {
    setKey(null);
  };
  const answer = async (code: string) => {
    await (await loadPasskeys()).finishAuthenticator(pool, code, isFirst);
    setKey(null);
    setNews("Done. Codes come from the new authenticator from now on; the old one is no longer asked.");
    onChanged();
  };
  if (asksApproval) return <GateApproval act={{ purpose: "totp_change", subjectId: "self", perform }} context={context} onLeave={leave} />;
  if (key !== null) {
    return (
      <Suspense fallback={<Skeleton className="h-80 w-full" />}>
        <AuthenticatorSteps {...key} email={email} answer={answer} onStartOver={startOver} />
      </Suspense>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <News text={news} />
      <SubmissionStatus submission={submission} progress="Asking for a new key…" />
      <Button
        look="secondary"
        disabled={submission.isWorking || submission.secondsLeft !== null}
        onClick={() => {
          submission.submit(null);
        }}
      >
        {isFirst ? "Set up an authenticator" : "Replace authenticator"}
      </Button>
    </div>
  );
}
