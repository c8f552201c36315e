"use client";

import { useCallback } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import { useLoaded } from "@/lib/client/use-loaded";
import { AuthenticatorCard } from "./authenticator-card";
import { PasskeysCard } from "./passkeys-card";
import { RecoveryCodesCard } from "./recovery-codes-card";
import { SecurityStatus } from "./security-status";
import { SessionsCard } from "./sessions-card";

export function SecurityScreen({ context }: { readonly context: ApprovalContext }) {
  const { userPoolId, clientId } = context.pool;
  const readPasskeys = useCallback(async () => (await loadPasskeys()).listPasskeys({ userPoolId, clientId }), [userPoolId, clientId]);
  const readAuthenticator = useCallback(
    async () => (await loadPasskeys()).hasAuthenticator({ userPoolId, clientId }),
    [userPoolId, clientId],
  );
  const passkeys = useLoaded(readPasskeys);
  const authenticator = useLoaded(readAuthenticator);
  return (
    <div className="grid gap-6">
      <SecurityStatus
        passkeyCount={passkeys.value?.length ?? null}
        hasAuthenticator={authenticator.value}
        isUnknown={passkeys.failure !== null || authenticator.failure !== null}
      />
      <PasskeysCard context={context} passkeys={passkeys} />
      <AuthenticatorCard context={context} authenticator={authenticator} />
      <RecoveryCodesCard context={context} />
      <SessionsCard />
    </div>
  );
}
