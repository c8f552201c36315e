import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";

interface SecurityStatusProps {
  readonly passkeyCount: number | null;
  readonly hasAuthenticator: boolean | null;
  readonly isUnknown: boolean;
}

/** One line: what protects the account now, and the one thing that would protect it better. */
export function SecurityStatus({ passkeyCount, hasAuthenticator, isUnknown }: SecurityStatusProps) {
  if (isUnknown) return <p className="text-ink-2">What protects your account cannot be shown right now. It protects it all the same.</p>;
  if (passkeyCount === null || hasAuthenticator === null) return <Skeleton className="h-6 w-full max-w-md" />;
  const isStrong = passkeyCount > 0 && hasAuthenticator;
  const Icon = isStrong ? ShieldCheck : ShieldAlert;
  return (
    <p className="flex items-start gap-2.5">
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} className={`mt-px shrink-0 ${isStrong ? "text-up" : "text-hold"}`} />
      <span>{statusLine(passkeyCount, hasAuthenticator)}</span>
    </p>
  );
}

function statusLine(passkeyCount: number, hasAuthenticator: boolean): string {
  const keys = passkeyCount === 1 ? "one passkey" : `${passkeyCount} passkeys`;
  if (passkeyCount > 0 && hasAuthenticator) return `Protected by ${keys} and an authenticator.`;
  if (passkeyCount > 0) return `Protected by ${keys}. An authenticator would keep you able to sign in if you lose the device.`;
  if (hasAuthenticator) return "Protected by your password and an authenticator. A passkey would also stop false copies of this page.";
  return "Protected by your password only. Add a passkey now.";
}
