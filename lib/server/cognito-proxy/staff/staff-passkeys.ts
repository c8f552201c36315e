// Passkeys of a signed-in operator, on the pool's own enrolment. A new one signs in at once; whether it approves is the desk's own rule.
import "server-only";
import * as z from "zod";

import { passkeyName } from "@/lib/identity/passkey-name";
import { OPERATOR_ENROLMENT_AGE_SECONDS_MAX } from "@/lib/policy/operator-policy";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { dropOperatorPasskey, endOperatorPasskey, keepOperatorPasskey } from "@/lib/server/operators/keep-operator-passkey";
import type { SignedInOperator } from "@/lib/server/operators/operator";
import { openOperatorCeremony, takeOperatorCeremony } from "@/lib/server/operators/operator-ceremony";
import { findDeskPasskey } from "@/lib/server/operators/operator-passkey-row";
import { NEW_PASSKEY } from "@/lib/server/operators/passkey-acts";
import { useArmedGrant } from "@/lib/server/operators/use-armed-grant";
import type { Transaction } from "@/lib/server/postgres/database";

import { askCognito } from "../ask-cognito";
import { CognitoException, stepUpRequired } from "../cognito-exception";
import { defineOperation } from "../define-operation";
import type { Exchange } from "../exchange";
import { SHELL } from "../field-schemas";
import { noteOutcome } from "../note-outcome";
import { CREDENTIAL_LIST, NEXT_TOKEN, PAGE_SIZE_MAX, parseOfPool, REGISTRATION_OPTIONS } from "../passkey-shapes";
import { REGISTRATION, verifyRegistration } from "../verify-registration";
import { requireShellOperator } from "./require-shell-operator";

const inTransaction = <Value>({ sub }: SignedInOperator, work: (tx: Transaction) => Promise<Value>): Promise<Value> =>
  asOperator(deskParts().database, sub, work);

function refused(exception: CognitoException, { sub }: SignedInOperator, exchange: Exchange): CognitoException {
  noteOutcome(exchange, "credential_change_refused", { sub, reason: exception.name });
  return exception;
}

/**
 * What stands behind a new passkey: an approval by an older one that counts, or nothing but a sign-in of the last five minutes. Whoever has a passkey that
 * counts has to use it: a stolen password and code must not put another one beside it.
 */
async function groundOf(operator: SignedInOperator, exchange: Exchange): Promise<{ readonly grantId: string | null }> {
  const { nowSeconds } = exchange;
  const act = { act: "passkey_add", subjectId: NEW_PASSKEY } as const;
  const grantId = await inTransaction(operator, (tx) => useArmedGrant(tx, operator, act, nowSeconds));
  const isFresh = nowSeconds - operator.authTimeSeconds <= OPERATOR_ENROLMENT_AGE_SECONDS_MAX;
  if (grantId === null && (operator.hasPasskey || !isFresh)) throw refused(stepUpRequired(), operator, exchange);
  return { grantId };
}

/** Starts an enrolment, and keeps its challenge for this session. */
export const startStaffPasskey = defineOperation({
  name: "StartWebAuthnRegistration",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL }),
  perform: async (request, exchange) => {
    const operator = await requireShellOperator(request.AccessToken, exchange);
    const { grantId } = await groundOf(operator, exchange);
    const answer = await askCognito("StartWebAuthnRegistration", { AccessToken: operator.accessToken });
    const { CredentialCreationOptions: options } = parseOfPool(z.object({ CredentialCreationOptions: REGISTRATION_OPTIONS }), answer);
    const ceremony = { challenge: options.challenge, relyingPartyId: options.rp.id, grantId };
    await inTransaction(operator, (tx) => openOperatorCeremony(tx, operator, ceremony, exchange.nowSeconds));
    return { CredentialCreationOptions: options };
  },
});

/** Finishes an enrolment: our verification, our row, then the pool's word. A row whose credential the pool does not list approves nothing. */
export const completeStaffPasskey = defineOperation({
  name: "CompleteWebAuthnRegistration",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, Credential: REGISTRATION }),
  perform: async ({ AccessToken, Credential }, exchange) => {
    const operator = await requireShellOperator(AccessToken, exchange);
    const { nowSeconds } = exchange;
    const { settings, log } = deskParts();
    const ceremony = await inTransaction(operator, (tx) => takeOperatorCeremony(tx, operator, nowSeconds));
    if (ceremony === null) throw new CognitoException("WebAuthnChallengeNotFoundException", "Challenge not found.");
    const { grantId, ...expected } = ceremony;
    const verified = await verifyRegistration(Credential, { ...expected, origin: settings.appOrigin });
    const passkey = verified.ok
      ? { ...verified.value, sub: operator.sub, grantId, name: passkeyName(verified.value.aaguid, exchange.userAgent) }
      : null;
    if (passkey === null || !(await inTransaction(operator, (tx) => keepOperatorPasskey(tx, passkey, nowSeconds)))) {
      const unsupported = new CognitoException("WebAuthnCredentialNotSupportedException", "The passkey could not be verified.");
      throw refused(unsupported, operator, exchange);
    }
    await askCognito("CompleteWebAuthnRegistration", { AccessToken: operator.accessToken, Credential }).catch(async (refusal: unknown) => {
      if (refusal instanceof CognitoException) await inTransaction(operator, (tx) => dropOperatorPasskey(tx, passkey.credentialId));
      throw refusal;
    });
    noteOutcome(exchange, "passkey_added", { sub: operator.sub, reason: grantId === null ? "fresh_sign_in" : "approved" });
    // Until the pool was told so, a passkey is a first factor only; a failure is logged and told again with the next list.
    await countAsMfa(operator).catch(() => log.warn("desk_passkey_mfa_switch_failed", { requestId: exchange.requestId }));
    return {};
  },
});

const countAsMfa = ({ accessToken }: SignedInOperator): Promise<unknown> =>
  askCognito("SetUserMFAPreference", { AccessToken: accessToken, WebAuthnMfaSettings: { Enabled: true } });

/** Lists the operator's passkeys as the pool knows them. */
export const listStaffPasskeys = defineOperation({
  name: "ListWebAuthnCredentials",
  isRepeatable: true,
  request: z.object({ AccessToken: SHELL, MaxResults: z.int().min(0).max(PAGE_SIZE_MAX).optional(), NextToken: NEXT_TOKEN }),
  perform: async ({ AccessToken, ...page }, exchange) => {
    const operator = await requireShellOperator(AccessToken, exchange);
    const answer = await askCognito("ListWebAuthnCredentials", { ...page, AccessToken: operator.accessToken });
    const list = parseOfPool(CREDENTIAL_LIST, answer);
    if (list.Credentials.length > 0) await countAsMfa(operator).catch(() => undefined);
    return list;
  },
});

/** Removes a passkey here, then at the pool. One that counts takes an approval of exactly that; one that does not count yet may always go. */
export const deleteStaffPasskey = defineOperation({
  name: "DeleteWebAuthnCredential",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, CredentialId: z.string().min(1).max(1_366) }),
  perform: async ({ AccessToken, CredentialId }, exchange) => {
    const operator = await requireShellOperator(AccessToken, exchange);
    const { nowSeconds } = exchange;
    const isAdmitted = await inTransaction(operator, async (tx) => {
      const passkey = await findDeskPasskey(tx, CredentialId, "lock");
      const counts = passkey?.sub === operator.sub && passkey.countsFromSeconds <= nowSeconds;
      const act = { act: "passkey_remove", subjectId: CredentialId } as const;
      if (counts && (await useArmedGrant(tx, operator, act, nowSeconds)) === null) return false;
      if (passkey?.sub === operator.sub) await endOperatorPasskey(tx, CredentialId, operator.sub, nowSeconds);
      return true;
    });
    if (!isAdmitted) throw refused(stepUpRequired(), operator, exchange);
    await askCognito("DeleteWebAuthnCredential", { AccessToken: operator.accessToken, CredentialId });
    noteOutcome(exchange, "passkey_removed", { sub: operator.sub });
    return {};
  },
});
