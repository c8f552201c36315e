import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { StepHeading } from "@/components/auth/step-heading";

export const metadata: Metadata = { title: "I cannot sign in" };

export default function RecoverPage() {
  return (
    <AuthFrame line="Ways back into your account." below={<QuietLink href="/sign-in">Back to sign in</QuietLink>}>
      <StepHeading title="I cannot sign in">
        Today there are two ways in: a passkey, which replaces password and code together, or your password with a code from your
        authenticator.
      </StepHeading>
      <dl className="grid gap-4">
        <Way
          trouble="I forgot my password"
          way="Sign in with a passkey, on any device that has one. Without a passkey, this version cannot replace a forgotten password."
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

function Way({ trouble, way }: { readonly trouble: string; readonly way: string }) {
  return (
    <div className="grid gap-1">
      <dt className="font-strong">{trouble}</dt>
      <dd className="text-ink-2">{way}</dd>
    </div>
  );
}
