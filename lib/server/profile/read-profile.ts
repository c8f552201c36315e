// The account as the user pool knows it, read on the server through Amplify's own adapter. Both gates have let the trader in before this is asked, and
// nothing is decided by its answer: it is words for a screen, and without it the screen says less.
import "server-only";
import { createServerRunner } from "@aws-amplify/adapter-nextjs";
import { fetchUserAttributes } from "aws-amplify/auth/server";
import { ConsoleLogger } from "aws-amplify/utils";

import { settings } from "@/lib/server/env";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { tokenCookies } from "./token-cookies";

/** What the security page shows of the account. `since` is RFC 3339: since when the address is the account's, as far as we have seen. */
export interface Profile {
  readonly email: string;
  readonly isVerified: boolean;
  readonly since: string | null;
}

const WAIT_MS = 2_000;

type Runner = ReturnType<typeof createServerRunner>["runWithAmplifyServerContext"];
type Context = Exclude<Parameters<Runner>[0]["nextServerContext"], null>;

let runner: Runner | null = null;

function amplifyRunner(): Runner {
  if (runner !== null) return runner;
  const { userPoolId, clientId, endpoint } = settings().pool;
  // Amplify warns about every endpoint that is not its own; ours is the pool that all calls of this server go to.
  ConsoleLogger.LOG_LEVEL = "ERROR";
  const config = { Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } } };
  runner = createServerRunner({ config }).runWithAmplifyServerContext;
  return runner;
}

function attributesOf(
  trader: Trader,
): Promise<{ email?: string | undefined; email_verified?: string | undefined; sub?: string | undefined }> {
  const { clientId } = settings().pool;
  const store = tokenCookies({ clientId, username: trader.claims.username, accessToken: trader.accessToken });
  // The adapter asks only for a function that answers a store; Next's type of it names more than is used.
  const nextServerContext = { cookies: () => Promise.resolve(store) } as unknown as Context;
  return amplifyRunner()({ nextServerContext, operation: (context) => fetchUserAttributes(context) });
}

async function sinceOf(trader: Trader): Promise<string | null> {
  const [row] = await services().database.asTrader(trader.sub, (tx) =>
    tx.query<{ known_since: Date }>("SELECT known_since FROM holdfast.known_addresses WHERE sub = $1 AND replaced_at IS NULL", [
      trader.sub,
    ]),
  );
  return row?.known_since.toISOString() ?? null;
}

/** The trader's profile; null when the pool, Amplify or the database does not answer in two seconds, or answers about somebody else. Never throws. */
export async function readProfile(trader: Trader): Promise<Profile | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, WAIT_MS).unref();
  });
  const asked = Promise.all([attributesOf(trader), sinceOf(trader)]).then(
    ([{ sub, email, email_verified: verified }, since]) =>
      sub === trader.sub && email !== undefined ? { email, isVerified: verified === "true", since } : null,
    (cause: unknown) => {
      services().log.warn("profile_not_read", { cause: cause instanceof Error ? cause.name : "unknown" });
      return null;
    },
  );
  return Promise.race([asked, late]);
}
