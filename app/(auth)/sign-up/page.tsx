import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { WhatProtects } from "@/components/auth/what-protects";
import { poolAddress } from "../../pool-address";

export const metadata: Metadata = { title: "Create an account" };

export default function SignUpPage() {
  return (
    <AuthFrame
      line="Three short steps: an account, your email, your authenticator."
      below={
        <>
          <QuietLink href="/sign-in">I have an account</QuietLink>
          <WhatProtects />
        </>
      }
    >
      <SignUpForm pool={poolAddress()} />
    </AuthFrame>
  );
}
