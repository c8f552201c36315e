import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuthFrame } from "@/components/auth/auth-frame";
import { OldPassword } from "@/components/auth/old-password";
import { QuietLink } from "@/components/auth/quiet-link";
import { openLegacyWay } from "@/lib/server/cognito-proxy/open-legacy-way";
import { services } from "@/lib/server/services";

export const metadata: Metadata = { title: "Bring your old password", robots: { index: false } };

// Whether the way is open is asked at each visit, because it closes by itself.
export default function MovedPage() {
  if (openLegacyWay(services().clock.nowSeconds()) === null) notFound();
  return (
    <AuthFrame
      line="Your account, moved."
      below={
        <>
          <QuietLink href="/recover/password">Choose a new password instead</QuietLink>
          <QuietLink href="/sign-in">Back to sign in</QuietLink>
        </>
      }
    >
      <OldPassword />
    </AuthFrame>
  );
}
