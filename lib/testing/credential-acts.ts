// What a page does to change its credentials through the proxy, and the approvals that let it.
import { fetchAuthSession } from "aws-amplify/auth";
import { expect } from "vitest";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { CREDENTIAL_ACTS, type CredentialPurpose } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPasskey } from "@/lib/server/step-up/prove-by-passkey";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";
import { signInWithCode } from "./amplify-browser";
import type { TestBrowser } from "./browser-fetch";
import type { ProxyAnswer, ProxyStage } from "./proxy-stage";
import type { SoftwarePasskey } from "./software-passkey";
import type { SeededTrader } from "./start-user-pool";
import { traderOf } from "./trader-of";

/** What a change without its approval is answered with. */
export const REFUSED = { __type: "StepUpRequiredException" };

/** The product's clock, which goes with the pool's. */
export const nowSeconds = (): number => services().clock.nowSeconds();

/** Forgets which passkeys of a trader were enrolled through us. */
export async function forgetPasskeys(sub: string): Promise<void> {
  await services().database.asTrader(sub, (tx) => tx.query("DELETE FROM holdfast.passkeys"));
}

/** The acts of the current browser's page. */
export interface CredentialActs {
  currentTrader(): Promise<Trader>;
  /** Opens a grant as the step-up screen does and proves it, by the passkey when one is given; its id. */
  arm(purpose: CredentialPurpose, subjectId?: string, passkey?: SoftwarePasskey): Promise<string>;
  /** Time passes and the page refreshes its session, so that only the sign-in is old; the shell. */
  passSeconds(seconds: number): Promise<string>;
  /** Signs in long enough ago for no exception to hold; the shell. */
  signInLongAgo(trader?: SeededTrader): Promise<string>;
  /** Begins to add a passkey. */
  start(AccessToken: string): Promise<ProxyAnswer>;
  /** Makes the authenticator count as the second factor. */
  prefer(AccessToken: string): Promise<ProxyAnswer>;
}

/** Binds the acts to the stage and the browser that are current when they happen. */
export function credentialActs(now: () => { readonly stage: ProxyStage; readonly browser: TestBrowser }): CredentialActs {
  const currentTrader = () => traderOf(now().browser);
  const passSeconds = async (seconds: number): Promise<string> => {
    await now().stage.advance(seconds);
    return (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString() ?? "";
  };
  return {
    ...{ currentTrader, passSeconds },
    arm: async (purpose, subjectId = "self", passkey) => {
      const trader = await currentTrader();
      const { grantId, proofs } = await openGrant(trader, { purpose, subjectId }, CREDENTIAL_ACTS[purpose]);
      if (passkey === undefined) expect((await proveByPassword(trader, grantId, nowSeconds())).ok).toBe(true);
      else await proveByPasskey(trader, grantId, passkey.sign(proofs.passkey?.challenge ?? "", now().stage.route.origin));
      return grantId;
    },
    signInLongAgo: async (trader = now().stage.traders.enrolled) => {
      await signInWithCode(now().stage, trader);
      return passSeconds(301);
    },
    start: (AccessToken) => now().stage.call("StartWebAuthnRegistration", { AccessToken }),
    prefer: (AccessToken) =>
      now().stage.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }),
  };
}
