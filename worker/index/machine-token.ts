// The machine's access token: asked for once, however many want it, and renewed well before it ends.
import * as z from "zod";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Secret } from "@/lib/settings/secret";
import type { Clock } from "@/lib/use-cases/ports/clock";

const TIMEOUT_MS = 5_000;
const GRANT = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() });

export interface MachineTokenOptions {
  /** The pool's token endpoint (RFC 6749 §3.2). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope: string;
  readonly clock: Clock;
}

export interface MachineToken {
  /** A living token. Throws UnavailableError("cognito") when there is none and the pool gives none. */
  get(): Promise<string>;
  /** Another token than `refused`, which somebody did not take; callers with the same one share the request. */
  renew(refused: string): Promise<string>;
}

interface Held {
  readonly token: string;
  readonly renewAtSeconds: number;
  readonly endsAtSeconds: number;
}

/** A cache of one token: renewed at three quarters of its life, by one request at a time; while the pool is away the old one serves to its end. */
export function createMachineToken(options: MachineTokenOptions): MachineToken {
  const { clock } = options;
  let held: Held | null = null;
  let flight: Promise<string> | null = null;
  const fetchOne = (): Promise<string> =>
    (flight ??= requestToken(options)
      .then((fresh) => {
        held = fresh;
        return fresh.token;
      })
      .finally(() => {
        flight = null;
      }));
  return {
    get: async () => {
      const known = held;
      const nowSeconds = clock.nowSeconds();
      if (known === null || nowSeconds >= known.endsAtSeconds) return fetchOne();
      return nowSeconds < known.renewAtSeconds ? known.token : fetchOne().catch(() => known.token);
    },
    renew: async (refused) => (held !== null && held.token !== refused ? held.token : fetchOne()),
  };
}

async function requestToken({ tokenUrl, clientId, clientSecret, scope, clock }: MachineTokenOptions): Promise<Held> {
  const askedAtSeconds = clock.nowSeconds();
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret.reveal())}`).toString("base64");
  const answer = await fetch(tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new UnavailableError("cognito", "The token endpoint did not answer.", { cause });
  });
  const grant = GRANT.safeParse(await answer.json().catch(() => null));
  if (!answer.ok || !grant.success) throw new UnavailableError("cognito", `The token endpoint gave no token (status ${answer.status}).`);
  const { access_token: token, expires_in: lifeSeconds } = grant.data;
  return { token, renewAtSeconds: askedAtSeconds + Math.floor((lifeSeconds * 3) / 4), endsAtSeconds: askedAtSeconds + lifeSeconds };
}
