// Every live secret that passed between the product and the pool. The browser must never see one of them, so both the
// attack suites and the browser journeys ask for this list and search for each entry.

export type SecretKind =
  "access-token" | "id-token" | "refresh-token" | "challenge-session" | "totp-secret" | "client-secret" | "secret-hash";

export interface SeenSecret {
  readonly kind: SecretKind;
  readonly operation: string;
  readonly value: string;
}

const KIND_OF_FIELD: Readonly<Record<string, SecretKind>> = {
  AccessToken: "access-token",
  IdToken: "id-token",
  RefreshToken: "refresh-token",
  REFRESH_TOKEN: "refresh-token",
  Token: "refresh-token",
  Session: "challenge-session",
  SecretCode: "totp-secret",
  ClientSecret: "client-secret",
  SECRET_HASH: "secret-hash",
  SecretHash: "secret-hash",
};

/** Collects the secrets of one JSON body, at any depth. Bodies that are not JSON hold none that we know how to name. */
export function secretsIn(operation: string, body: string): SeenSecret[] {
  const found: SeenSecret[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      const kind = KIND_OF_FIELD[field];
      if (kind !== undefined && typeof inner === "string" && inner !== "") found.push({ kind, operation, value: inner });
      walk(inner);
    }
  };
  try {
    walk(JSON.parse(body));
  } catch {
    return [];
  }
  return found;
}
