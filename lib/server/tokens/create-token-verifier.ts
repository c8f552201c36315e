// The one strict verifier behind both gates. It runs a list of named checks; the signature itself is jose's work.
import "server-only";
import type { KeyObject } from "node:crypto";
import { compactVerify } from "jose";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { parseJsonObject, scanJson } from "@/lib/identity/strict-json";
import { isClockInDoubt } from "@/lib/identity/token-claim-checks";
import type { TokenCheck, TokenPolicy } from "@/lib/identity/token-check";
import type { KeySet } from "./key-set";

/** Claims as the token spells them, after every check has passed. */
export type RawClaims = Readonly<Record<string, unknown>>;

/**
 * Which check refused. `expired` carries the claims, because everything else about that token is right; so does `early`, of which our clock says
 * that it was issued minutes from now: the pool has signed it, so one of the two clocks is wrong. `malformed` is no token at all.
 */
export type RawFault =
  | { readonly code: "expired"; readonly claims: RawClaims }
  | { readonly code: "early"; readonly check: "issued_in_future"; readonly claims: RawClaims }
  | { readonly code: "refused"; readonly check: string };

/** A verifier of one kind of token. Throws UnavailableError("jwks") when the keys cannot be known. */
export interface TokenVerifier {
  verify(token: string, nowSeconds: number): Promise<Result<RawClaims, RawFault>>;
  /** Asks again only what goes stale (times), for claims that `verify` accepted before. */
  recheck(claims: RawClaims, nowSeconds: number): Result<RawClaims, RawFault>;
}

interface Parts {
  readonly keySet: KeySet;
  readonly policy: TokenPolicy;
  /** Deny by default: a token must pass them all, and nothing else is asked. */
  readonly checks: readonly TokenCheck[];
}

const refused = (check: string) => refuse({ code: "refused", check } as const);
// Lenient on purpose: strictness is a check with a name. The byte order mark stays in the text, where JSON refuses it.
const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** Builds a verifier from its checks. Tests build it with one check missing, to see that this check is needed. */
export function createTokenVerifier({ keySet, policy, checks }: Parts): TokenVerifier {
  const inStage = <Stage extends TokenCheck["stage"]>(stage: Stage) =>
    checks.filter((check): check is Extract<TokenCheck, { stage: Stage }> => check.stage === stage);
  const stages = {
    text: inStage("text"),
    header: inStage("header"),
    payload: inStage("payload"),
    claims: inStage("claims"),
    times: inStage("times"),
  };
  const keyChecks = new Set<string>(inStage("key").map((check) => check.name));

  const recheck = (claims: RawClaims, nowSeconds: number): Result<RawClaims, RawFault> => {
    const failed = stages.times.find((check) => !check.passes(claims, nowSeconds));
    if (!failed) return accept(claims);
    if (failed.name === "expired") return refuse({ code: "expired", claims });
    const isEarly = failed.name === "issued_in_future" && isClockInDoubt(claims, nowSeconds);
    return isEarly ? refuse({ code: "early", check: "issued_in_future", claims }) : refused(failed.name);
  };

  const judgePayload = (bytes: Uint8Array, nowSeconds: number): Result<RawClaims, RawFault> => {
    const text = textOf(bytes);
    const claims = parseJsonObject(text);
    if (!claims) return refused("malformed");
    const payload = { bytes, scan: scanJson(text) };
    const failed = stages.payload.find((check) => !check.passes(payload)) ?? stages.claims.find((check) => !check.passes(claims, policy));
    return failed ? refused(failed.name) : recheck(claims, nowSeconds);
  };

  const verify = async (token: string, nowSeconds: number): Promise<Result<RawClaims, RawFault>> => {
    const segments = token.split(".");
    const failedText = stages.text.find((check) => !check.passes({ text: token, segments }));
    if (failedText) return refused(failedText.name);
    const headerText = textOf(Buffer.from(segments[0] ?? "", "base64url"));
    const header = parseJsonObject(headerText);
    if (!header) return refused("malformed");
    const failedHeader = stages.header.find((check) => !check.passes({ members: header, scan: scanJson(headerText) }));
    if (failedHeader) return refused(failedHeader.name);

    const key = typeof header["kid"] === "string" ? await keySet.find(header["kid"], nowSeconds) : null;
    if (!key && keyChecks.has("known_key")) return refused("known_key");
    if (!keyChecks.has("signature")) return judgePayload(Buffer.from(segments[1] ?? "", "base64url"), nowSeconds);
    const candidates = key ? [key] : await keySet.all(nowSeconds);
    const bytes = await signedPayload(token, candidates, keyChecks.has("algorithm"));
    return bytes ? judgePayload(bytes, nowSeconds) : refused("signature");
  };

  return { verify, recheck };
}

/** The payload that one of the keys has signed, or null. The keys are given as key objects, which fit several algorithms: the list is what pins one. */
async function signedPayload(token: string, candidates: readonly KeyObject[], isAlgorithmPinned: boolean): Promise<Uint8Array | null> {
  for (const key of candidates) {
    try {
      return (await compactVerify(token, key, isAlgorithmPinned ? { algorithms: ["RS256"] } : {})).payload;
    } catch {
      // jose says no by throwing; every reason of its is a refusal to us.
    }
  }
  return null;
}
