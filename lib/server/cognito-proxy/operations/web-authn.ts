// Passkeys of a signed-in trader. The proxy sits on the pool's own enrolment: it keeps what it saw and verifies what it forwards.
import "server-only";
import * as z from "zod";

import { passkeyName } from "@/lib/identity/passkey-name";
import { settings } from "@/lib/server/env";
import { hasAuthenticator } from "@/lib/server/passkeys/has-authenticator";
import { markRemoving } from "@/lib/server/passkeys/passkey-row";
import { services } from "@/lib/server/services";
import { sessionParts } from "@/lib/server/session/session-parts";
import { listedCredentialIds } from "@/lib/server/step-up/approval-keys";

import { askCognito } from "../ask-cognito";
import { CognitoException } from "../cognito-exception";
import { countPasskeysAsMfa } from "../count-passkeys-as-mfa";
import { admitPasskey, admitRemoval, refuseReadOnly, refuseUnlessComingBack, requireStillFirst } from "../credential-gate";
import { defineOperation } from "../define-operation";
import { SHELL } from "../field-schemas";
import { noteOutcome } from "../note-outcome";
import { endEnrolment } from "../recovery-enrolment";
import { CREDENTIAL_LIST, NEXT_TOKEN, PAGE_SIZE_MAX, parseOfPool, REGISTRATION_OPTIONS } from "../passkey-shapes";
import { dropPasskey, keepPasskey, openCeremony, takeCeremony } from "../passkey-store";
import { requireShellOwner } from "../require-shell-owner";
import { REGISTRATION, verifyRegistration } from "../verify-registration";

/** Starts an enrolment, and keeps its challenge for this session. */
export const startWebAuthnRegistration = defineOperation({
  name: "StartWebAuthnRegistration",
  // An approval is used up by the first attempt, so a second one could only be refused.
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL }),
  perform: async (request, exchange) => {
    const trader = await requireShellOwner(request.AccessToken, exchange);
    const ground = await admitPasskey(trader, exchange);
    const answer = await askCognito("StartWebAuthnRegistration", { AccessToken: trader.accessToken });
    const { CredentialCreationOptions: options } = parseOfPool(z.object({ CredentialCreationOptions: REGISTRATION_OPTIONS }), answer);
    const ceremony = { challenge: options.challenge, relyingPartyId: options.rp.id, isFirst: ground === "first" };
    await openCeremony(services().database, trader, ceremony, exchange.nowSeconds);
    return { CredentialCreationOptions: options };
  },
});

/**
 * Finishes an enrolment: our verification, our row, then the pool's word. The row stands before the pool is asked, so that an
 * outage in between leaves at worst a row whose credential the pool does not list, and such a row counts for nothing.
 */
export const completeWebAuthnRegistration = defineOperation({
  name: "CompleteWebAuthnRegistration",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, Credential: REGISTRATION }),
  perform: async ({ AccessToken, Credential }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    await refuseUnlessComingBack(trader, exchange);
    const { database } = services();
    const ceremony = await takeCeremony(database, trader, exchange.nowSeconds);
    if (ceremony === null) throw new CognitoException("WebAuthnChallengeNotFoundException", "Challenge not found.");
    if (ceremony.isFirst) await requireStillFirst(trader, exchange);
    await endEnrolment(trader, exchange, async () => {
      const verified = await verifyRegistration(Credential, { ...ceremony, origin: settings().appOrigin });
      const passkey = verified.ok ? { ...verified.value, name: passkeyName(verified.value.aaguid, exchange.userAgent) } : null;
      if (passkey === null || !(await keepPasskey(database, trader.sub, passkey, exchange.nowSeconds))) {
        noteOutcome(exchange, "credential_change_refused", { sub: trader.sub, reason: "WebAuthnCredentialNotSupportedException" });
        throw new CognitoException("WebAuthnCredentialNotSupportedException", "The passkey could not be verified.");
      }
      await askCognito("CompleteWebAuthnRegistration", { AccessToken: trader.accessToken, Credential }).catch(async (refusal: unknown) => {
        if (refusal instanceof CognitoException) await dropPasskey(database, trader.sub, passkey.credentialId);
        throw refusal;
      });
    });
    noteOutcome(exchange, "passkey_added", { sub: trader.sub });
    await countPasskeysAsMfa(trader, exchange);
    return {};
  },
});

/** Lists the passkeys that the pool knows. */
export const listWebAuthnCredentials = defineOperation({
  name: "ListWebAuthnCredentials",
  isRepeatable: true,
  request: z.object({ AccessToken: SHELL, MaxResults: z.int().min(0).max(PAGE_SIZE_MAX).optional(), NextToken: NEXT_TOKEN }),
  perform: async ({ AccessToken, ...page }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    const answer = await askCognito("ListWebAuthnCredentials", { ...page, AccessToken: trader.accessToken });
    const list = parseOfPool(CREDENTIAL_LIST, answer);
    if (list.Credentials.length > 0) await countPasskeysAsMfa(trader, exchange);
    return list;
  },
});

/** Removes a passkey at the pool, then here. LastWayInException for one that the account cannot do without, before anything is forwarded. */
export const deleteWebAuthnCredential = defineOperation({
  name: "DeleteWebAuthnCredential",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, CredentialId: z.string().min(1).max(1_366) }),
  perform: async ({ AccessToken, CredentialId }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    refuseReadOnly(trader, exchange);
    const [listed, isSetUp] = await Promise.all([listedCredentialIds(trader), hasAuthenticator(trader, sessionParts())]);
    await admitRemoval(trader, CredentialId, { listed, hasAuthenticator: isSetUp }, exchange);
    const { database } = services();
    await askCognito("DeleteWebAuthnCredential", { AccessToken: trader.accessToken, CredentialId }).catch(async (refusal: unknown) => {
      if (refusal instanceof CognitoException) await database.asTrader(trader.sub, (tx) => markRemoving(tx, CredentialId, null));
      throw refusal;
    });
    await dropPasskey(database, trader.sub, CredentialId);
    noteOutcome(exchange, "passkey_removed", { sub: trader.sub });
    return {};
  },
});
