// A "process" of the session room on a test database, with a pool that is a few lines: it counts what it is asked and can fall silent.
import { randomUUID } from "node:crypto";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { accept, refuse } from "@/lib/ground/result";
import type { CognitoRefusal } from "@/lib/server/cognito/call-cognito";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createSessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import { createLog } from "@/lib/server/telemetry/create-log";
import { createTokenGate } from "@/lib/server/tokens/token-gate";
import { Secret } from "@/lib/settings/secret";
import type { Settings } from "@/lib/settings/settings";
import { accessClaims, forge, forgeKeySet, FORGE_NOW_SECONDS, forgeSettings, idClaims } from "./token-forge";

/** What the tokens of a pool say of it, and how it signs them. */
export interface FewLinesPoolForm {
  readonly access: Readonly<Record<string, unknown>>;
  readonly id: Readonly<Record<string, unknown>>;
  sign(claims: Readonly<Record<string, unknown>>): string;
}

/** A user pool reduced to refresh and revoke. Several processes may share one. */
export class FewLinesPool {
  readonly calls: string[] = [];
  readonly revoked: string[] = [];
  /** What the next refreshes do: null answers tokens. */
  trouble: "down" | CognitoRefusal | null = null;
  delayMs = 20;
  nowSeconds = FORGE_NOW_SECONDS;
  readonly #families = new Map<string, { sub: string; originJti: string }>();
  readonly #sign: (claims: Readonly<Record<string, unknown>>) => string;
  readonly #own: { readonly access: Readonly<Record<string, unknown>>; readonly id: Readonly<Record<string, unknown>> };

  /** The forge's own pool, or another one by its claims and its key. */
  constructor(own: FewLinesPoolForm = { access: {}, id: {}, sign: (claims) => forge(claims) }) {
    this.#own = own;
    this.#sign = own.sign;
  }

  /** The tokens of a new sign-in. */
  signIn(sub: string = randomUUID(), originJti: string = randomUUID()) {
    const refreshToken = `refresh.${randomUUID()}`;
    this.#families.set(refreshToken, { sub, originJti });
    return { ...this.#tokens(sub, originJti), refreshToken, sub, originJti };
  }

  readonly call = async (operation: string, body: object) => {
    this.calls.push(operation);
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.trouble === "down") throw new UnavailableError("cognito", "down");
    if (this.trouble !== null) return refuse(this.trouble);
    if (operation === "RevokeToken") {
      this.revoked.push((body as { Token: string }).Token);
      return accept<Record<string, unknown>>({});
    }
    const old = (body as { RefreshToken: string }).RefreshToken;
    const family = this.#families.get(old);
    if (!family) return refuse({ name: "NotAuthorizedException", message: "Invalid Refresh Token" });
    const refreshToken = `refresh.${randomUUID()}`;
    this.#families.set(refreshToken, family);
    const { accessToken, idToken } = this.#tokens(family.sub, family.originJti);
    return accept<Record<string, unknown>>({
      AuthenticationResult: { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken },
    });
  };

  #tokens(sub: string, originJti: string) {
    const iat = this.nowSeconds;
    const shared = { sub, origin_jti: originJti, jti: randomUUID(), iat, exp: iat + 300, auth_time: FORGE_NOW_SECONDS - 60 };
    const email = `${sub.slice(0, 8)}@holdfast.test`;
    return {
      accessToken: this.#sign(accessClaims({ ...shared, ...this.#own.access })),
      idToken: this.#sign(idClaims({ ...shared, email, ...this.#own.id })),
    };
  }
}

/** One process: its own database pool, key set and flights. */
export interface SessionStand {
  readonly parts: SessionParts;
  readonly database: Database;
}

/** Makes a process on the database at `appUrl`. The clock is the pool's, so that all processes share one. */
export function createSessionStand(appUrl: string, pool: FewLinesPool): SessionStand {
  const settings = {
    ...forgeSettings,
    mode: "demo",
    appOrigin: "http://localhost:3000",
    pool: { ...forgeSettings.pool, clientSecret: new Secret("s".repeat(40)) },
    sessionSealKey: new Secret("k".repeat(43)),
    sessionAbsoluteSeconds: 43_200,
    sessionIdleSeconds: 1_800,
    credentialChangeAgeSecondsMax: 300,
  } as unknown as Settings;
  const database = createDatabase({ url: appUrl, poolSize: 5 });
  const clock = { nowSeconds: () => pool.nowSeconds };
  const log = createLog({ write: () => undefined });
  const parts = {
    ...createSessionParts({ settings, clock, database, log }, createTokenGate(settings, forgeKeySet())),
    callCognito: pool.call,
  };
  return { parts, database };
}
