import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { StepHeading } from "@/components/auth/step-heading";
import { buttonStyles } from "@/components/ui/button";

export const metadata: Metadata = { title: "I cannot sign in" };

export default function RecoverPage() {
  return (
    <AuthFrame line="Ways back into your account." below={<QuietLink href="/sign-in">Back to sign in</QuietLink>}>
      <StepHeading title="I cannot sign in">
        There are two ways in: a passkey, which replaces password and code together, or your password with a code from your authenticator.
      </StepHeading>
      <dl className="grid gap-4">
        <Way
          trouble="I forgot my password"
          way="We mail a code to your address, and you choose a new password. Your authenticator stays as it is and is still asked for."
          link={{ href: "/recover/password", text: "Replace my password" }}
        />
        <Way
          trouble="I lost my authenticator"
          way="Sign in with a passkey. If your authenticator app keeps a backup, restore it on your new phone; its codes go on working."
        />
        <Way
          trouble="Sign-in says that it is paused"
          way="Wait until the countdown ends. Your account is safe, and trying sooner neither helps nor makes the wait longer."
        />
      </dl>
    </AuthFrame>
  );
}

interface WayProps {
  readonly trouble: string;
  readonly way: string;
  readonly link?: { readonly href: string; readonly text: string };
}

function Way({ trouble, way, link }: WayProps) {
  return (
    <div className="grid justify-items-start gap-1">
      <dt className="font-strong">{trouble}</dt>
      <dd className="grid justify-items-start gap-2 text-ink-2">
        {way}
        {link === undefined ? null : (
          <a href={link.href} className={buttonStyles({ look: "secondary", small: true })}>
            {link.text}
          </a>
        )}
      </dd>
    </div>
  );
}
