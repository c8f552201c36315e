// Whether an authenticator app is set up. Only the pool knows.
import "server-only";
import * as z from "zod";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Trader } from "@/lib/server/session/trader";
import type { PasskeyParts } from "./passkey-parts";

const USER = z.object({ UserMFASettingList: z.array(z.string()).default([]) });

/** True when the pool asks for codes of an app. A call over the network, not to be made inside a transaction. Throws as the list of passkeys does. */
export async function hasAuthenticator(trader: Trader, { callCognito }: Pick<PasskeyParts, "callCognito">): Promise<boolean> {
  const answer = await callCognito("GetUser", { AccessToken: trader.accessToken });
  if (!answer.ok) {
    if (answer.refusal.name === "NotAuthorizedException") throw new RefusalError({ code: "session_expired" });
    if (answer.refusal.name === "TooManyRequestsException") throw new RefusalError({ code: "rate_limited", retryAfterSeconds: 1 });
    throw new UnavailableError("cognito", "The user pool refused to describe the trader.");
  }
  const user = USER.safeParse(answer.value);
  if (!user.success) throw new UnavailableError("cognito", "The user pool answered GetUser without its fields.");
  return user.data.UserMFASettingList.includes("SOFTWARE_TOKEN_MFA");
}
