// One security event per outcome. An account appears as a short keyed name, so that events of one account can be put side by
// side without anybody reading an address from them.
import "server-only";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";

import { Secret } from "@/lib/settings/secret";
import { keyedName } from "./derive-key";
import type { Exchange } from "./exchange";

/** Details by name; `email` and `sub` are taken out and never written as they are. */
export interface OutcomeDetail {
  readonly email?: string;
  readonly sub?: string;
  readonly purpose?: string;
  readonly reason?: string;
  readonly factors?: string;
}

/** Notes an outcome; the edge writes it when the operation has ended, whatever its end. */
export function noteOutcome(exchange: Exchange, kind: SecurityEventKind, { email, sub, ...rest }: OutcomeDetail): void {
  const account = email === undefined ? {} : { account: keyedName("event-account", email).toString("hex").slice(0, 16) };
  exchange.outcomes.push({
    kind,
    sub: sub ?? null,
    email: email === undefined ? null : new Secret(email),
    detail: { ...account, ...rest, flow: exchange.flow.context, operation: exchange.operation, requestId: exchange.requestId },
  });
}
