"use client";

import type { ApprovalContext } from "@/components/step-up/approval-context";
import { listPasskeys } from "@/lib/client/passkey-list";
import { useLoaded } from "@/lib/client/use-loaded";
import { AuthenticatorCard } from "./authenticator-card";
import { PasskeyOnlyCard } from "./passkey-only-card";
import { PasskeysCard } from "./passkeys-card";
import { SecurityStatus } from "./security-status";
import { SessionsCard } from "./sessions-card";

export function SecurityScreen({ context }: { readonly context: ApprovalContext }) {
  const loaded = useLoaded(listPasskeys);
  return (
    <div className="grid gap-6">
      <SecurityStatus passkeys={loaded.value} isUnknown={loaded.failure !== null} />
      <PasskeysCard context={context} loaded={loaded} />
      <AuthenticatorCard context={context} loaded={loaded} />
      <PasskeyOnlyCard context={context} loaded={loaded} />
      <SessionsCard />
    </div>
  );
}
