import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import type { PasskeysDto } from "@/lib/contracts/passkeys";
import { securityLine } from "./security-line";

interface SecurityStatusProps {
  readonly passkeys: PasskeysDto | null;
  readonly isUnknown: boolean;
}

/** One line: what protects the account now, and the one thing that would protect it better. */
export function SecurityStatus({ passkeys, isUnknown }: SecurityStatusProps) {
  if (isUnknown) return <p className="text-ink-2">What protects your account cannot be shown right now. It protects it all the same.</p>;
  if (passkeys === null) return <Skeleton className="h-6 w-full max-w-md" />;
  const { isStrong, line } = securityLine(passkeys);
  const Icon = isStrong ? ShieldCheck : ShieldAlert;
  return (
    <p className="flex items-start gap-2.5">
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} className={`mt-px shrink-0 ${isStrong ? "text-up" : "text-hold"}`} />
      <span>{line}</span>
    </p>
  );
}
