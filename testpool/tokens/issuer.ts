// The issuer has AWS's form, so that verifiers made for Cognito accept the pool's tokens unchanged.
import type { PoolRecord } from "../store/settings-records";

/** `https://cognito-idp.<region>.amazonaws.com/<pool>`, or the newer form with IssuerConfiguration UPDATED (documented). */
export function issuerOf(pool: PoolRecord): string {
  const host = pool.issuerType === "UPDATED" ? "issuer-cognito-idp" : "cognito-idp";
  return `https://${host}.${pool.region}.amazonaws.com/${pool.id}`;
}
