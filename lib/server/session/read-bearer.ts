// The bearer token of a program's call. Programs and browsers never share a way in: what only a browser sends is refused here, before the token is read.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { readCookies } from "./cookies";

// RFC 6750 §2.1: the scheme, one space, and a token of these characters.
const BEARER = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/;
const TOKEN_CHARACTERS_MAX = 8_192;

/**
 * The token of `Authorization: Bearer …`. Refusals: `forbidden` with any cookie of ours, `wrong_origin` with an Origin header (whichever),
 * `unauthenticated` without exactly one token.
 */
export function readBearer(headers: Pick<Headers, "get">): Result<string, Refusal> {
  const cookies = readCookies(headers.get("cookie"));
  if (!cookies.ok || cookies.value.size > 0) return refuse({ code: "forbidden", detail: "This address takes no cookies." });
  if (headers.get("origin") !== null) return refuse({ code: "wrong_origin", detail: "This address is not for browsers." });
  const token = BEARER.exec(headers.get("authorization") ?? "")?.[1];
  return token === undefined || token.length > TOKEN_CHARACTERS_MAX ? refuse({ code: "unauthenticated" }) : accept(token);
}
