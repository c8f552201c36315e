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

/** Reads an AuthenticationResult. One that is not whole is an outage, and what there is of it is revoked. */
export async function readAnsweredTokens(result: unknown, exchange: Exchange): Promise<AnsweredTokens> {
  const tokens = TOKENS.safeParse(result);
  if (tokens.success) {
    const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = tokens.data;
    return { accessToken, idToken, refreshToken };
  }
  const rest = REFRESH_ONLY.safeParse(result);
  if (rest.success) await revokeSpareTokens(rest.data.RefreshToken, exchange);
  throw new UnavailableError("cognito", "The user pool answered a sign-in without all three tokens.");
}
