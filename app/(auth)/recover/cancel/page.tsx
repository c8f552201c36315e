import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { CancelByLink } from "@/components/recovery/cancel-by-link";

export const metadata: Metadata = { title: "Cancel a recovery" };

interface CancelPageProps {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export default async function CancelRecoveryPage({ searchParams }: CancelPageProps) {
  const { token } = await searchParams;
  return (
    <AuthFrame line="From a mail of ours." below={<QuietLink href="/sign-in">Sign in</QuietLink>}>
      <CancelByLink token={typeof token === "string" ? token : ""} />
    </AuthFrame>
  );
}
