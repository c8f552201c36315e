// The counter of this process. First gate and handlers are bundled apart and meet on globalThis, so that one process writes one row.
import "server-only";
import { services } from "@/lib/server/services";
import { countRefusedTokens, type RefusedToken, type RefusedTokens } from "./count-refused-tokens";

const SLOT = Symbol.for("holdfast.refused-tokens");
const shared = globalThis as { [SLOT]?: ((refused: RefusedToken) => void) | undefined };

const INSERT = "INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), NULL, 'token_refused', $2)";

async function write(tokens: RefusedTokens): Promise<void> {
  const { database, clock } = services();
  await database.asService((tx) => tx.query(INSERT, [clock.nowSeconds(), JSON.stringify(tokens)]));
}

/** Counts a refusal; it is in the log within about two seconds. Never throws and never waits. */
export function noteRefusedToken(refused: RefusedToken): void {
  shared[SLOT] ??= countRefusedTokens({
    write,
    after: (milliseconds, work) => {
      // A process that ends does not wait for a count.
      setTimeout(work, milliseconds).unref();
    },
  });
  shared[SLOT](refused);
}
