"use client";

import { useCallback } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import { useLoaded } from "@/lib/client/use-loaded";
import type { FreezeDto } from "@/lib/contracts/holds";
import { AuthenticatorCard } from "./authenticator-card";
import { FreezeCard } from "./freeze-card";
import { LogCard } from "./log-card";
import { PasskeysCard } from "./passkeys-card";
import { PhraseCard } from "./phrase-card";
import { SecurityStatus } from "./security-status";
import { SessionsCard } from "./sessions-card";

interface SecurityScreenProps {
  readonly context: ApprovalContext;
  readonly freeze: FreezeDto | null;
}

export function SecurityScreen({ context, freeze }: SecurityScreenProps) {
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
      {freeze === null ? null : <FreezeCard context={context} freeze={freeze} />}
      <SecurityStatus
        passkeyCount={passkeys.value?.length ?? null}
        hasAuthenticator={authenticator.value}
        isUnknown={passkeys.failure !== null || authenticator.failure !== null}
      />
      <PasskeysCard context={context} passkeys={passkeys} />
      <AuthenticatorCard context={context} authenticator={authenticator} />
      <SessionsCard pool={context.pool} />
      <PhraseCard />
      <LogCard />
      {freeze === null ? <FreezeCard context={context} freeze={null} /> : null}
    </div>
  );
}
