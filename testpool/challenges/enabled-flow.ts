// A client signs people in by the flows that it was given, and by no other.
import { invalidParameter } from "../protocol/cognito-exception";
import type { ClientRecord } from "../store/settings-records";

const SIGN_IN_FLOWS = ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "CUSTOM_AUTH", "USER_AUTH"] as const;

/** A flow that begins a sign-in; ADMIN_NO_SRP_AUTH is the old name of ADMIN_USER_PASSWORD_AUTH (documented). */
export type SignInFlow = (typeof SIGN_IN_FLOWS)[number];

/** The operation through which a flow is asked for. */
export type Door = "InitiateAuth" | "AdminInitiateAuth";

const ELSEWHERE: Readonly<Record<Door, readonly string[]>> = {
  InitiateAuth: ["ADMIN_USER_PASSWORD_AUTH"],
  AdminInitiateAuth: ["USER_PASSWORD_AUTH"],
};

/** Names that ExplicitAuthFlows had before the ALLOW_ names (documented). */
const OLD_NAMES: Readonly<Partial<Record<string, string>>> = {
  USER_PASSWORD_AUTH: "USER_PASSWORD_AUTH",
  ADMIN_USER_PASSWORD_AUTH: "ADMIN_NO_SRP_AUTH",
  CUSTOM_AUTH: "CUSTOM_AUTH_FLOW_ONLY",
};

function isEnabled({ explicitAuthFlows }: ClientRecord, flow: string): boolean {
  const oldName = OLD_NAMES[flow];
  return explicitAuthFlows.includes(`ALLOW_${flow}`) || (oldName !== undefined && explicitAuthFlows.includes(oldName));
}

/**
 * The flow, or "REFRESH". Refuses with InvalidParameterException a flow of the other door (sentence observed), and one that the client
 * does not enable (sentence observed). With rotation a refresh goes through GetTokensFromRefreshToken only (documented; sentence assumed).
 */
export function requireFlow(client: ClientRecord, door: Door, name: string): SignInFlow | "REFRESH" {
  if (name === "REFRESH_TOKEN_AUTH" || name === "REFRESH_TOKEN") {
    const isAllowed = isEnabled(client, "REFRESH_TOKEN_AUTH") && !client.rotation.enabled;
    if (!isAllowed) throw invalidParameter(`${name} flow not enabled for this client`);
    return "REFRESH";
  }
  const wanted = name === "ADMIN_NO_SRP_AUTH" ? "ADMIN_USER_PASSWORD_AUTH" : name;
  const flow = SIGN_IN_FLOWS.find((known) => known === wanted);
  if (flow === undefined || ELSEWHERE[door].includes(flow)) throw invalidParameter("Initiate Auth method not supported.");
  if (!isEnabled(client, flow)) throw invalidParameter(`${name} flow not enabled for this client`);
  return flow;
}
