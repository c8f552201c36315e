import type { ReactNode } from "react";
import { StepHeading } from "@/components/auth/step-heading";
import { Button } from "@/components/ui/button";
import type { FreezeOutcome } from "@/lib/contracts/security-log";

/** The question before a freeze. A plain form: it must work in whatever browser the mail opens, without script. */
export function FreezeQuestion({ token }: { readonly token: string }) {
  return (
    <form method="post" action="/api/account/freeze-link" className="grid gap-6">
      <StepHeading title="Freeze this account?">
        Do this when somebody else is in your account. Every session ends at once, nothing can be moved or changed, and withdrawals that
        were not sent yet wait. You can still sign in to look. Unfreezing takes a fresh proof and a day.
      </StepHeading>
      <input type="hidden" name="token" value={token} />
      <Button type="submit" wide>
        Freeze the account
      </Button>
    </form>
  );
}

interface OutcomeWords {
  readonly title: string;
  readonly next: string;
}

const OUTCOMES: Readonly<Record<FreezeOutcome, OutcomeWords>> = {
  frozen: {
    title: "The account is frozen",
    next: "Every session has ended, and nothing of the account can be moved or changed. Sign in to see what happened; the security page has the way back.",
  },
  already: {
    title: "The account was frozen already",
    next: "Nothing was changed. Sign in to see what happened; the security page has the way back.",
  },
  refused: {
    title: "This link does not work any more",
    next: "Nothing was changed. A link works for 30 days: use the one in our newest mail, or sign in and freeze the account on the security page.",
  },
  unavailable: {
    title: "We could not freeze the account right now",
    next: "A part we depend on is not answering, and nothing was changed. Open the link in the mail again in a minute.",
  },
};

/** What following a link came to. */
export function FreezeOutcomeWords({ outcome }: { readonly outcome: FreezeOutcome }): ReactNode {
  const { title, next } = OUTCOMES[outcome];
  return <StepHeading title={title}>{next}</StepHeading>;
}
