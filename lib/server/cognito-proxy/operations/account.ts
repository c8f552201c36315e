// What a signed-in trader may ask the pool about the account itself.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { services } from "@/lib/server/services";

import { askCognito } from "../ask-cognito";
import { admitPreference } from "../credential-gate";
import { spendTicket } from "../credential-tickets";
import { defineOperation } from "../define-operation";
import { SHELL } from "../field-schemas";
import { noteOutcome } from "../note-outcome";
import { requireShellOwner } from "../require-shell-owner";

const SHOWN_ATTRIBUTES: ReadonlySet<string> = new Set(["sub", "email", "email_verified"]);

const USER = z.object({
  Username: z.string(),
  UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string().default("") })).default([]),
  PreferredMfaSetting: z.string().optional(),
  UserMFASettingList: z.array(z.string()).default([]),
});

/** The account as the pool sees it: name, email and factors. Other attributes are nobody's business and decide nothing here. */
export const getUser = defineOperation({
  name: "GetUser",
  isRepeatable: true,
  request: z.object({ AccessToken: SHELL }),
  perform: async (request, exchange) => {
    const trader = await requireShellOwner(request.AccessToken, exchange);
    const user = USER.safeParse(await askCognito("GetUser", { AccessToken: trader.accessToken }));
    if (!user.success) throw new UnavailableError("cognito", "The user pool answered GetUser without its fields.");
    const { UserAttributes: attributes, ...rest } = user.data;
    return { ...rest, UserAttributes: attributes.filter((attribute) => SHOWN_ATTRIBUTES.has(attribute.Name)) };
  },
});

// Only switching on: a factor is never lowered from the browser.
const SWITCH_ON = z.object({ Enabled: z.literal(true), PreferredMfa: z.boolean().optional() });

/** Makes the authenticator app, or passkeys, count as the second factor. */
export const setUserMfaPreference = defineOperation({
  name: "SetUserMFAPreference",
  isRepeatable: true,
  request: z
    .object({
      AccessToken: SHELL,
      SoftwareTokenMfaSettings: SWITCH_ON.optional(),
      WebAuthnMfaSettings: z.object({ Enabled: z.literal(true) }).optional(),
    })
    .refine((request) => request.SoftwareTokenMfaSettings !== undefined || request.WebAuthnMfaSettings !== undefined),
  perform: async ({ AccessToken, ...settings }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    await admitPreference(trader, exchange);
    await askCognito("SetUserMFAPreference", { ...settings, AccessToken: trader.accessToken });
    await services().database.asTrader(trader.sub, (tx) => spendTicket(tx, trader, "SetUserMFAPreference"));
    noteOutcome(exchange, "mfa_preference_changed", { sub: trader.sub });
    return {};
  },
});
