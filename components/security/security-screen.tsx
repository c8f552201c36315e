"use client";

import { useCallback } from "react";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { PoolAddress } from "@/lib/client/pool-address";
import { useLoaded } from "@/lib/client/use-loaded";
import { AuthenticatorCard } from "./authenticator-card";
import { PasskeysCard } from "./passkeys-card";
import { SecurityStatus } from "./security-status";
import { SessionsCard } from "./sessions-card";

export function SecurityScreen({ pool, email }: { readonly pool: PoolAddress; readonly email: string }) {
  const { userPoolId, clientId } = pool;
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
      <PasskeysCard pool={pool} email={email} passkeys={passkeys} />
      <AuthenticatorCard authenticator={authenticator} />
      <SessionsCard />
    </div>
  );
}
