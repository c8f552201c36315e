// Whether a write comes from our own page, and whether its body can be judged at all. Next's handlers parse JSON sent as text/plain from anywhere;
// these rules do not.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Route } from "@/lib/contracts/route-manifest";

/** The refusal of a write, or null. Origin must be ours exactly and the browser must say `same-origin` (Fetch Metadata); then size and type are judged. */
export function judgeWrite(headers: Headers, route: Route, appOrigin: string): Refusal | null {
  const isOurPage = headers.get("origin") === appOrigin && headers.get("sec-fetch-site") === "same-origin";
  return isOurPage ? judgeBody(headers, route) : { code: "wrong_origin" };
}

/** The refusal of a body by its size and type, or null: all there is to ask of a program, which has no page. */
export function judgeBody(headers: Headers, route: Route): Refusal | null {
  const length = Number(headers.get("content-length") ?? "0");
  if (!Number.isSafeInteger(length) || length < 0) return { code: "malformed_request" };
  if (length > route.bodyMaxBytes) return { code: "too_large" };
  const type = headers.get("content-type");
  // Without a body there is nothing to mistake; with one, its type must be said and be ours.
  if (type === null) return length === 0 ? null : { code: "unsupported_media_type" };
  return route.accepts.includes(mediaTypeOf(type)) ? null : { code: "unsupported_media_type" };
}

/** The media type without parameters; a charset other than UTF-8 makes it another type. */
export function mediaTypeOf(contentType: string): string {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  return parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter)) ? type : "";
}
