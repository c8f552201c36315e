// The three tokens at the end of a sign-in, as the pool answered them.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";

import type { Exchange } from "./exchange";
import { revokeSpareTokens } from "./revoke-spare-tokens";

const TOKENS = z.object({ AccessToken: z.string().min(1), IdToken: z.string().min(1), RefreshToken: z.string().min(1) });
const REFRESH_ONLY = TOKENS.pick({ RefreshToken: true });

/** All three, not yet verified. */
export interface AnsweredTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** Reads an AuthenticationResult of the traders' pool. One that is not whole is an outage, and what there is of it is revoked. */
export const readAnsweredTokens = (result: unknown, exchange: Exchange): Promise<AnsweredTokens> =>
  readTokens(result, (refreshToken) => revokeSpareTokens(refreshToken, exchange));

/** Reads an AuthenticationResult of any pool; `revoke` ends what there is of one that is not whole. Throws UnavailableError for such a one. */
export async function readTokens(result: unknown, revoke: (refreshToken: string) => Promise<void>): Promise<AnsweredTokens> {
  const tokens = TOKENS.safeParse(result);
  if (tokens.success) {
    const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = tokens.data;
    return { accessToken, idToken, refreshToken };
  }
  const rest = REFRESH_ONLY.safeParse(result);
  if (rest.success) await revoke(rest.data.RefreshToken);
  throw new UnavailableError("cognito", "The user pool answered a sign-in without all three tokens.");
}
