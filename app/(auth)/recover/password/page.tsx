import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { ForgottenPassword } from "@/components/auth/forgotten-password";
import { QuietLink } from "@/components/auth/quiet-link";
import { WhatProtects } from "@/components/auth/what-protects";
import { poolAddress } from "../../../pool-address";

export const metadata: Metadata = { title: "I forgot my password" };

export default function ForgottenPasswordPage() {
  return (
    <AuthFrame
      line="A new password for your account."
      below={
        <>
          <QuietLink href="/sign-in">Back to sign in</QuietLink>
          <QuietLink href="/recover">Other ways back</QuietLink>
          <WhatProtects />
        </>
      }
    >
      <ForgottenPassword pool={poolAddress()} />
    </AuthFrame>
  );
}
