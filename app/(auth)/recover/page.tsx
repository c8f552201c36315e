import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { StepHeading } from "@/components/auth/step-heading";

export const metadata: Metadata = { title: "I cannot sign in" };

export default function RecoverPage() {
  return (
    <AuthFrame line="Ways back into your account." below={<QuietLink href="/sign-in">Back to sign in</QuietLink>}>
      <StepHeading title="I cannot sign in">
        Choose what is missing. A passkey you still have is always the shortest way: sign in with it.
      </StepHeading>
      <dl className="grid gap-5">
        <Way trouble="I forgot my password" link={<QuietLink href="/recover/password">Replace my password</QuietLink>}>
          We mail a code to your address, and you choose a new password. Your authenticator stays as it is and is still asked for.
        </Way>
        <Way trouble="I lost my authenticator" link={<QuietLink href="/recover/codes">Use a recovery code</QuietLink>}>
          Your password and one of your recovery codes let you in.
        </Way>
        <Way
          trouble="I lost my authenticator and my recovery codes"
          link={<QuietLink href="/recover/wait">Come back after a wait</QuietLink>}
        >
          Your password and your mailbox let you in after three days, unless somebody who knows the account cancels it.
        </Way>
        <Way trouble="I have neither my password, nor my mailbox, nor a passkey">
          No page can tell you from a stranger then. Write to the support desk from any address you have; they ask for other proofs, never
          for a code, and can neither shorten a wait nor remove a factor alone. What is in the account stays where it is meanwhile.
        </Way>
        <Way trouble="Sign-in says that it is paused">
          Wait until the countdown ends. Your account is safe, and trying sooner neither helps nor makes the wait longer.
        </Way>
      </dl>
    </AuthFrame>
  );
}

function Way({ trouble, link, children }: { readonly trouble: string; readonly link?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-1">
      <dt className="font-strong">{trouble}</dt>
      <dd className="grid gap-1">
        <span className="text-ink-2">{children}</span>
        {link}
      </dd>
    </div>
  );
}
