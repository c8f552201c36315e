// A session as its own browser may know it: who, until when, and shells in place of tokens.
import "server-only";
import type { SessionDto } from "@/lib/contracts/session";
import { shellTokens } from "@/lib/identity/shell-tokens";
import type { Trader } from "./trader";

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** The session's DTO. Nothing in it authorises anything. */
export function sessionDto(trader: Trader, nowSeconds: number): SessionDto {
  const { claims } = trader;
  const shells = shellTokens({
    sub: trader.sub,
    username: claims.username,
    email: trader.email,
    originJti: claims.originJti,
    issuedAtSeconds: claims.issuedAtSeconds,
    expiresAtSeconds: claims.expiresAtSeconds,
    authTimeSeconds: claims.authTimeSeconds,
  });
  return {
    user: { sub: trader.sub, email: trader.email },
    session: {
      id: trader.sessionId,
      authTime: isoOf(trader.authTimeSeconds),
      expiresAt: isoOf(trader.expiresAtSeconds),
      idleEndsAt: isoOf(trader.idleEndsAtSeconds),
      now: isoOf(nowSeconds),
      isViewOnly: trader.readOnlyReason === "view_only",
      factors: trader.factors,
    },
    shells: { username: claims.username, ...shells },
  };
}
