import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { FreezeOutcomeWords, FreezeQuestion } from "@/components/security/freeze-link-screen";
import { FREEZE_OUTCOMES } from "@/lib/contracts/security-log";

export const metadata: Metadata = { title: "Freeze the account", robots: { index: false } };

interface FreezePageProps {
  readonly searchParams: Promise<{ readonly token?: string | string[]; readonly outcome?: string | string[] }>;
}

// Opening this page does nothing and asks nothing: mail scanners follow links, and only the form's button freezes.
export default async function FreezePage({ searchParams }: FreezePageProps) {
  const { token, outcome } = await searchParams;
  const known = FREEZE_OUTCOMES.find((one) => one === outcome) ?? "refused";
  return (
    <AuthFrame line="Stop everything, and look at it in peace." below={<QuietLink href="/sign-in">Sign in</QuietLink>}>
      {typeof token === "string" && token !== "" ? <FreezeQuestion token={token} /> : <FreezeOutcomeWords outcome={known} />}
    </AuthFrame>
  );
}
