import { Suspense, type ReactNode } from "react";
import { RecoveryBanner } from "@/components/recovery/recovery-banner";
import { MovedBanner } from "@/components/shell/moved-banner";
import { Shell } from "@/components/shell/shell";
import { StandingBanner } from "@/components/shell/standing-banner";
import { readOpenRecovery } from "./read-open-recovery";
import { readStanding } from "./read-standing";

// The frame only: a layout is no guard, and each page below asks for the trader itself. The banner is a promise handed to the browser,
// so that no page waits for it; an awaiting component here would also hold up every navigation of the development form.
export default function TraderLayout({ children }: { readonly children: ReactNode }) {
  const standing = readStanding();
  const banner = (
    <Suspense fallback={null}>
      <MovedBanner standing={standing} />
      <StandingBanner standing={standing} />
      <RecoveryBanner recovery={readOpenRecovery()} />
    </Suspense>
  );
  return <Shell banner={banner}>{children}</Shell>;
}
