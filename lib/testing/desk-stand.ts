// Operators with sessions and passkeys on a test database, and a staff's pool of a few lines with keys of its own. The desk's acts are not in here.
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import { accept } from "@/lib/ground/result";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import { createDeskParts, type DeskParts } from "@/lib/server/operators/desk-parts";
import { keepOperatorPasskey } from "@/lib/server/operators/keep-operator-passkey";
import { openOperatorSession } from "@/lib/server/operators/open-operator-session";
import type { SignedInOperator } from "@/lib/server/operators/operator";
import { proveOperatorGrant } from "@/lib/server/operators/prove-operator-grant";
import { resolveOperator } from "@/lib/server/operators/resolve-operator";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import type { Services } from "@/lib/server/services";
import { OPS_COOKIES } from "@/lib/server/session/cookies";
import { createLog } from "@/lib/server/telemetry/create-log";
import { createTokenGate } from "@/lib/server/tokens/token-gate";
import { Secret } from "@/lib/settings/secret";
import type { Settings } from "@/lib/settings/settings";
import { createTestDatabase, type TestDatabase } from "./create-test-database";
import { FewLinesPool } from "./session-stand";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey";
import { forge, FORGE_KEYS, FORGE_PUBLIC_KEYS, forgeKeySet, forgeSettings, GOOD_HEADER, publicJwk } from "./token-forge";

const ORIGIN = "http://localhost:3000";
const DAY_SECONDS = 86_400;

/** The staff's pool as settings. */
export const DESK_POOL = {
  ...forgeSettings.pool,
  userPoolId: "eu-central-1_Desk1234",
  clientId: "deskclient",
  machineClientId: null,
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Desk1234",
  clientSecret: new Secret("d".repeat(40)),
};

/** What tokens of the staff's pool say; its key is not one of the traders' pool. */
export const DESK_TOKENS = {
  access: { iss: DESK_POOL.issuer, client_id: DESK_POOL.clientId },
  id: { iss: DESK_POOL.issuer, aud: DESK_POOL.clientId },
  sign: (claims: Readonly<Record<string, unknown>>) => forge(claims, GOOD_HEADER, FORGE_KEYS.strange),
};

/** The verifiers of that pool. */
export const deskTokenGate = () =>
  createTokenGate({ pool: DESK_POOL, accessTokenSecondsMax: 900 }, forgeKeySet({ keys: [publicJwk(FORGE_PUBLIC_KEYS.strange, "key-1")] }));

/** An operator with the cookies of their browser. */
export type SeatedOperator = SignedInOperator & { readonly cookie: string; readonly refreshToken: string; readonly claims: VerifiedClaims };

/** A desk on one database, as two processes see it. */
export interface DeskStand {
  readonly file: TestDatabase;
  readonly parts: DeskParts;
  /** A second process's own connections, as the desk's role. */
  readonly otherDatabase: Database;
  readonly pool: FewLinesPool;
  /** Credential ids that the pool lists. */
  readonly listed: string[];
  /** A new session, of a new operator unless `sub` names one. */
  signIn(sub?: string): Promise<SeatedOperator>;
  /** The same operator, asked for anew: whether a passkey counts may have changed. */
  again(operator: SeatedOperator): Promise<SeatedOperator>;
  /** A passkey as an enrolment through us leaves it: our row, and the pool's entry. It counts unless it is `new`. */
  addPasskey(operator: SignedInOperator, age?: "new" | "counts"): Promise<SoftwarePasskey>;
  /** Proves an open grant by that passkey. */
  prove(
    operator: SignedInOperator,
    grant: Pick<OperatorGrantDto, "grantId" | "passkey">,
    passkey: SoftwarePasskey,
  ): ReturnType<typeof proveOperatorGrant>;
  eventsOf(
    operator: Pick<SignedInOperator, "sub">,
  ): Promise<readonly { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }[]>;
  close(): Promise<void>;
}

function deskPartsOn(url: string, pool: FewLinesPool): DeskParts {
  const settings = {
    ...forgeSettings,
    ...{ mode: "demo", appOrigin: ORIGIN, relyingPartyId: "localhost", sessionSealKey: new Secret("k".repeat(43)) },
    desk: { pool: DESK_POOL, databaseUrl: new Secret(url) },
  } as unknown as Settings;
  const services = {
    settings,
    clock: { nowSeconds: () => pool.nowSeconds },
    deskDatabase: createDatabase({ url, poolSize: 8 }),
    log: createLog({ write: () => undefined }),
  } as unknown as Services;
  const parts = createDeskParts(services, deskTokenGate());
  if (parts === null) throw new Error("A stand with a desk in its settings has one.");
  return parts;
}

/** Opens the stand. */
export async function openDeskStand(): Promise<DeskStand> {
  const file = await createTestDatabase();
  const pool = new FewLinesPool(DESK_TOKENS);
  pool.delayMs = 0;
  const [here, there] = [deskPartsOn(file.opsUrl, pool), deskPartsOn(file.opsUrl, pool)];
  const listed: string[] = [];
  const callCognito: DeskParts["callCognito"] = async (operation, body) =>
    operation === "ListWebAuthnCredentials"
      ? accept<Record<string, unknown>>({ Credentials: listed.map((CredentialId) => ({ CredentialId })) })
      : pool.call(operation, body);
  const parts: DeskParts = { ...here, callCognito };
  const resolve = async (cookie: string, refreshToken: string): Promise<SeatedOperator> => {
    const resolved = await resolveOperator(cookie, undefined, parts);
    if (!resolved.ok) throw new Error(`An operator who is signed in is refused: ${resolved.refusal.code}`);
    return { ...resolved.value, cookie, refreshToken };
  };
  return {
    ...{ file, parts, otherDatabase: there.database, pool, listed },
    signIn: async (sub) => {
      const tokens = pool.signIn(sub);
      const more = { userAgent: "Chrome/156", network: "203.0.113.7", replaces: null };
      await openOperatorSession({ ...tokens, ...more, factors: ["password", "totp"] }, parts);
      return resolve(`${OPS_COOKIES.access}=${tokens.accessToken}`, tokens.refreshToken);
    },
    again: ({ cookie, refreshToken }) => resolve(cookie, refreshToken),
    addPasskey: async ({ sub }, age = "counts") => {
      const passkey = createSoftwarePasskey("localhost");
      const row = { signCount: 0, transports: ["internal"], aaguid: "00000000-0000-0000-0000-000000000000", grantId: null } as const;
      const flags = { isBackupEligible: false, isBackedUp: false };
      const { credentialId, publicKey } = passkey;
      const atSeconds = age === "new" ? pool.nowSeconds : pool.nowSeconds - DAY_SECONDS;
      await asOperator(parts.database, sub, (tx) =>
        keepOperatorPasskey(tx, { credentialId, publicKey, sub, name: "Passkey", ...row, ...flags }, atSeconds),
      );
      listed.push(credentialId);
      return passkey;
    },
    prove: (operator, { grantId, passkey: { challenge } }, passkey) =>
      proveOperatorGrant(operator, grantId, passkey.sign(challenge, ORIGIN), parts),
    eventsOf: ({ sub }) =>
      asOperator(parts.database, sub, (tx) =>
        tx.query<{ kind: string; detail: Record<string, unknown> }>(
          "SELECT kind, detail FROM holdfast.operator_events WHERE sub = $1 ORDER BY id",
          [sub],
        ),
      ),
    close: async () => {
      await Promise.all([here.database.close(), there.database.close()]);
      await file.drop();
    },
  };
}
