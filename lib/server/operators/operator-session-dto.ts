// A session of the desk as its own browser may know it: who, until when, and shells in place of tokens.
import "server-only";
import type { OperatorSessionDto } from "@/lib/contracts/operator-session";
import { shellTokens } from "@/lib/identity/shell-tokens";
import { isoOf } from "@/lib/server/step-up/iso-of";
import type { SignedInOperator } from "./operator";

/** The session's DTO. Nothing in it authorises anything. */
export function operatorSessionDto(operator: SignedInOperator, nowSeconds: number): OperatorSessionDto {
  const { claims, email, handle, hasPasskey } = operator;
  return {
    operator: { handle, hasPasskey },
    session: {
      id: operator.sessionId,
      authTime: isoOf(operator.authTimeSeconds),
      expiresAt: isoOf(operator.expiresAtSeconds),
      idleEndsAt: isoOf(operator.idleEndsAtSeconds),
      now: isoOf(nowSeconds),
    },
    shells: { username: claims.username, ...shellTokens({ ...claims, email }) },
  };
}
