"use client";

import type { ApprovalContext } from "@/components/step-up/approval-context";
import { listPasskeys } from "@/lib/client/passkey-list";
import { useLoaded } from "@/lib/client/use-loaded";
import type { FreezeDto } from "@/lib/contracts/holds";
import { ApiKeysCard } from "./api-keys-card";
import { AuthenticatorCard } from "./authenticator-card";
import { DeleteAccountCard } from "./delete-account-card";
import { EmailCard } from "./email-card";
import { FreezeCard } from "./freeze-card";
import { LogCard } from "./log-card";
import { PasskeyOnlyCard } from "./passkey-only-card";
import { PasskeysCard } from "./passkeys-card";
import { PasswordCard } from "./password-card";
import { PhraseCard } from "./phrase-card";
import { PolicyCard } from "./policy-card";
import { RecoveryCodesCard } from "./recovery-codes-card";
import { SecurityStatus } from "./security-status";
import { SessionsCard } from "./sessions-card";

interface SecurityScreenProps {
  readonly context: ApprovalContext;
  readonly freeze: FreezeDto | null;
}

export function SecurityScreen({ context, freeze }: SecurityScreenProps) {
  const loaded = useLoaded(listPasskeys);
  return (
    <div className="grid gap-6">
      {freeze === null ? null : <FreezeCard context={context} freeze={freeze} />}
      <SecurityStatus passkeys={loaded.value} isUnknown={loaded.failure !== null} />
      <PasskeysCard context={context} loaded={loaded} />
      <AuthenticatorCard context={context} loaded={loaded} />
      <RecoveryCodesCard context={context} />
      <PasswordCard context={context} />
      <EmailCard context={context} />
      <PasskeyOnlyCard context={context} loaded={loaded} />
      <SessionsCard pool={context.pool} />
      <ApiKeysCard />
      <PhraseCard />
      <LogCard />
      <PolicyCard />
      {freeze === null ? <FreezeCard context={context} freeze={null} /> : null}
      <DeleteAccountCard context={context} />
    </div>
  );
}
