import type { Metadata } from "next";
import { headers } from "next/headers";
import { AuthFrame } from "@/components/auth/auth-frame";
import { EndedNote } from "@/components/auth/ended-note";
import { QuietLink } from "@/components/auth/quiet-link";
import { SignInForm } from "@/components/auth/sign-in-form";
import { WhatProtects } from "@/components/auth/what-protects";
import { afterSignIn } from "@/lib/client/after-sign-in";
import { openLegacyWay } from "@/lib/server/cognito-proxy/open-legacy-way";
import { services } from "@/lib/server/services";
import { choseViewOnly } from "@/lib/server/session/cookies";
import { poolAddress } from "../../pool-address";
import { sendTraderOn } from "../../send-trader-on";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly ended?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, ended } = await searchParams;
  await sendTraderOn(afterSignIn(next));
  return (
    <AuthFrame
      line="Your portfolio, held fast."
      below={
        <>
          <QuietLink href="/sign-up">Create an account</QuietLink>
          <QuietLink href="/recover">I cannot sign in</QuietLink>
          {openLegacyWay(services().clock.nowSeconds()) === null ? null : (
            <QuietLink href="/sign-in/moved">I had an account before the move</QuietLink>
          )}
          <WhatProtects />
        </>
      }
    >
      <EndedNote ended={ended} />
      <SignInForm
        pool={poolAddress()}
        next={typeof next === "string" ? next : null}
        looksOnly={choseViewOnly((await headers()).get("cookie"))}
      />
    </AuthFrame>
  );
}
