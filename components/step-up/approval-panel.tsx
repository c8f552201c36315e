"use client";

import { LoadFailure } from "@/components/ui/load-failure";
import { Skeleton } from "@/components/ui/skeleton";
import { buttonStyles } from "@/components/ui/button";
import type { Failure } from "@/lib/client/explain-failure";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { ApprovalContext } from "./approval-context";
import { ApproveActions } from "./approve-actions";
import type { DestinationNote } from "./destination-note";
import { Slip } from "./slip";
import { slipOf } from "./slip-rows";
import { useApproval, type SensitiveAct } from "./use-approval";

interface ApprovalPanelProps {
  readonly act: SensitiveAct;
  readonly context: ApprovalContext;
  /** Terms that the server has stored and answered before; they are shown until the grant brings its own. */
  readonly stored?: Pick<StepUpDto, "terms" | "termsHash">;
  readonly noteOf?: (destination: string) => DestinationNote;
  /** Up to which amount password and code would do, in words such as "500 USDC"; null when they never do. */
  readonly passwordLimit?: string | null;
  readonly onExpired?: () => void;
  /** Told when approving begins, so that the page can say at which stage the trader is. */
  readonly onStart?: () => void;
}

/** The one way to approve anything: the stored terms as a slip, and under it the ways of proof that the server offers for them. */
export function ApprovalPanel({ act, context, stored, noteOf, passwordLimit, onExpired, onStart }: ApprovalPanelProps) {
  const approval = useApproval(act);
  const { grant, refusal, askAgain } = approval;
  const shown = grant ?? stored ?? null;
  return (
    <div className="grid gap-4">
      {shown === null ? (
        refusal === null ? (
          <Skeleton className="h-72 w-full" />
        ) : null
      ) : (
        <Slip
          content={slipOf(act.purpose, shown.terms)}
          termsHash={shown.termsHash}
          locale={context.locale}
          nowSeconds={context.nowSeconds}
          noteOf={noteOf}
          onExpired={onExpired}
        />
      )}
      {refusal === null ? null : <Refused refusal={refusal} onRetry={askAgain} />}
      {refusal === null && grant === null ? <Skeleton className="h-10 w-full max-w-80" /> : null}
      {grant === null || refusal !== null ? null : (
        <ApproveActions
          key={grant.grantId}
          approval={approval}
          grant={grant}
          context={context}
          passwordLimit={passwordLimit}
          onStart={onStart}
        />
      )}
    </div>
  );
}

/** Where a stronger factor is what is missing, the way to it stands beside the reason. */
function Refused({ refusal, onRetry }: { readonly refusal: Failure; readonly onRetry: () => void }) {
  return (
    <div role="alert" className="grid gap-3 rounded-control border border-hold/40 bg-hold-soft p-3">
      <LoadFailure failure={refusal} onRetry={onRetry} />
      {refusal.code === "limit_exceeded" || refusal.code === "step_up_required" ? (
        <a href="/security#passkeys" className={buttonStyles({ look: "primary", className: "justify-self-start" })}>
          Add a passkey on the security page
        </a>
      ) : null}
    </div>
  );
}
