// The confirming POST of a freeze link: a form, so that it works without script, and judged like every other write to come from our own page.
import "server-only";
import type { FreezeOutcome } from "@/lib/contracts/security-log";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { freezeByLink } from "@/lib/server/session/freeze-by-link";
import type { Call } from "./call";
import { clientAddress } from "./client-address";

/** Follows the link once and shows the page that says what came of it. An outage is a page too: a person is looking at this. */
export async function answerFreezeLink(call: Call): Promise<Response> {
  const token = new URLSearchParams(await call.text()).get("token") ?? "";
  const { headers } = call.request;
  const reader = { userAgent: headers.get("user-agent") ?? "", network: clientAddress(headers) };
  const outcome: FreezeOutcome = await freezeByLink(token, reader).catch((error: unknown) => {
    if (error instanceof UnavailableError) return "unavailable";
    throw error;
  });
  return new Response(null, { status: 303, headers: { location: `/freeze?outcome=${outcome}` } });
}
