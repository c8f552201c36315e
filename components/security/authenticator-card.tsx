"use client";

import { Smartphone } from "lucide-react";
import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
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
import type { PasskeysDto } from "@/lib/contracts/passkeys";
import { GateApproval } from "./gate-approval";
import { RemoveAuthenticator } from "./remove-authenticator";
import { useGatedAct } from "./use-gated-act";

// It brings a QR encoder along, and few come here to replace their authenticator.
const AuthenticatorSteps = lazy(() =>
  import("@/components/auth/authenticator-enrolment").then((file) => ({ default: file.AuthenticatorSteps })),
);

interface AuthenticatorCardProps {
  readonly context: ApprovalContext;
  readonly loaded: Loaded<PasskeysDto>;
}

export function AuthenticatorCard({ context, loaded: { value, failure, reload } }: AuthenticatorCardProps) {
  const [news, setNews] = useState("");
  const onRemoved = useCallback(() => {
    setNews("Authenticator removed. Its codes are refused from now on.");
    reload();
  }, [reload]);
  const isActive = value?.ways.authenticator === "active";
  return (
    <Card title="Authenticator" id="authenticator">
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-6 w-64" /> : null}
      {value === null ? null : (
        <>
          <p className="flex items-start gap-3">
            <Smartphone aria-hidden="true" size={16} strokeWidth={1.75} className="mt-[3px] shrink-0 text-ink-2" />
            {stateLine(value.ways)}
          </p>
          <News text={news} />
          <ChangeAuthenticator
            context={context}
            isFirst={!isActive}
            onChanged={reload}
            more={
              isActive && value.passkeys.some(({ addedHere }) => addedHere) ? (
                <RemoveAuthenticator context={context} onRemoved={onRemoved} />
              ) : null
            }
          />
        </>
      )}
    </Card>
  );
}

function stateLine({ authenticator, passkeyOnly }: PasskeysDto["ways"]): string {
  if (authenticator === "removed") return "Removed. You sign in with your passkeys; set up another one to use your password again.";
  if (authenticator === "none") return "Not set up. Your next sign-in with your password sets it up.";
  return passkeyOnly.state === "off"
    ? "Set up. Every sign-in with your password also asks for its code."
    : "Set up, and not asked for: this account takes passkeys only.";
}

interface ChangeAuthenticatorProps {
  readonly context: ApprovalContext;
  readonly isFirst: boolean;
  readonly onChanged: () => void;
  readonly more: ReactNode;
}

function ChangeAuthenticator({ context, isFirst, onChanged, more }: ChangeAuthenticatorProps) {
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
      {more}
    </div>
  );
}
