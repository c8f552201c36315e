// Unusual sign-ins after a recovery, by passkey and from networks that cannot be, by unmodified Amplify through the proxy and the real local pool with the triggers that are deployed.
import { confirmResetPassword, resetPassword, signOut } from "aws-amplify/auth";
import { describe, expect, test } from "vitest";

import { SIGN_IN_RISK } from "@/lib/policy/sign-in-risk";
import { makeRecoveryCodes } from "@/lib/server/recovery/make-recovery-codes";
import { services } from "@/lib/server/services";
import { accessShell, signInWithCode } from "@/lib/testing/amplify-browser";
import { addPasskey, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { comeByPassword, factsOf } from "@/lib/testing/recovery-acts";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";
import { SUSPICION_STEP, useSuspicionStand } from "@/lib/testing/suspicion-stand";

const at = useSuspicionStand(() => import("@/app/api/auth/cognito/route"));

describe("after a recovery", () => {
  test("a browser that was not known before shows the mailbox once, on paper it cannot, and then it is as always", async () => {
    await signInWithCode(at.stage, at.ben);
    const trader = await traderOf(at.browser);
    const { codes } = await makeRecoveryCodes(trader, undefined);
    await signOut();
    const home = at.browser;
    await at.stage.advance(60);
    at.newBrowser();
    await comeByPassword(at.ben, at.ben.password);
    expect((await at.answer(`code:${codes[0]}`)).isSignedIn).toBe(true);
    await signOut();
    await at.stage.advance(60);
    const { nextStep } = await at.byPassword(at.ben);
    expect(factsOf(nextStep)).toMatchObject({ reasons: "after_recovery", hasCodes: "no" });
    expect(at.stateOf((await at.answer(`paper:${codes[1]}`)).nextStep)).toBe("wrong");
    expect(at.stateOf((await at.answer(`mailed:${await at.newestCode(at.ben)}`)).nextStep)).toBe("passed");
    await signInWithCode(at.stage, at.ben);
    await signOut();
    await signInWithCode(at.stage, at.ben);
    await signOut();
    at.browser = home;
    at.stage.useBrowser(home);
    await signInWithCode(at.stage, at.ben);
  });

  test("a recovery code does instead of the mailbox where the mailbox is what is lost", async () => {
    await at.stage.advance(SIGN_IN_RISK.afterRecoverySeconds);
    const nextStep = await at.atStep(at.ben);
    expect(factsOf(nextStep)).toMatchObject({ reasons: "failed_attempts", hasCodes: "yes" });
    await signOut().catch(() => undefined);
    await services().database.asService((tx) => tx.query("DELETE FROM holdfast.sign_in_failures"));
    at.newBrowser();
    await signInWithCode(at.stage, at.ben);
    await services().database.asTrader((await traderOf(at.browser)).sub, (tx) =>
      tx.query("UPDATE holdfast.recovery_code_sets SET replaced_at = now() WHERE replaced_at IS NULL"),
    );
    const { codes } = await makeRecoveryCodes(await traderOf(at.browser), undefined);
    await signOut();
    at.newBrowser();
    await at.atStep(at.ben);
    expect(at.stateOf((await at.answer(`paper:${codes[0]}`)).nextStep)).toBe("passed");
    await signInWithCode(at.stage, at.ben);
  });

  test("a reset spares the browser that has just shown the mailbox, and no other", async () => {
    await signInWithCode(at.stage, at.ana);
    await signOut();
    await at.stage.advance(60);
    at.newBrowser();
    await resetPassword({ username: at.ana.email });
    const outbox = (await at.stage.pool.control(`outbox?to=${at.ana.email}`)) as { messages: { code: string | null }[] };
    const newPassword = "a password nobody has seen 9";
    await confirmResetPassword({ username: at.ana.email, newPassword, confirmationCode: outbox.messages.at(-1)?.code ?? "" });
    at.ana = { ...at.ana, password: newPassword };
    const here = at.browser;
    at.newBrowser();
    expect(factsOf((await at.byPassword(at.ana)).nextStep)).toMatchObject({ reasons: "after_recovery" });
    at.browser = here;
    at.stage.useBrowser(here);
    await signInWithCode(at.stage, at.ana);
    await signOut();
    await signInWithCode(at.stage, at.ana);
  });
});

describe("a passkey", () => {
  let passkey: SoftwarePasskey;

  test("is never asked for more after wrong passwords in a new browser", async () => {
    await at.stage.advance(SIGN_IN_RISK.afterRecoverySeconds);
    await signInWithCode(at.stage, at.ana);
    passkey = await addPasskey(at.stage, await accessShell());
    await signOut();
    await at.guess(at.ana);
    at.newBrowser();
    expect((await at.byPassword(at.ana)).nextStep.signInStep).toBe(SUSPICION_STEP);
    at.newBrowser();
    expect((await signInByPasskey(at.stage, at.ana.email, passkey)).body).toHaveProperty("AuthenticationResult");
  });

  /** Two sessions of the trader elsewhere, in use at this moment. */
  async function useElsewhere(who: SeededTrader): Promise<void> {
    for (const network of ["198.51.100.0/24", "192.0.2.0/24"]) {
      at.newBrowser();
      await signInWithCode(at.stage, who);
      const { sub, sessionId } = await traderOf(at.browser);
      await services().database.asTrader(sub, (tx) =>
        tx.query("UPDATE holdfast.sessions SET network = $2, last_seen_at = to_timestamp($3) WHERE id = $1", [
          sessionId,
          network,
          services().clock.nowSeconds(),
        ]),
      );
    }
  }

  test("is told to wait, or to use the password, in a third network within ten minutes; there a known browser is asked too", async () => {
    await signInWithCode(at.stage, at.ana);
    await signOut();
    const home = at.browser;
    await useElsewhere(at.ana);
    // Amplify that knows nobody, in the browser that is known.
    at.newBrowser();
    at.browser = home;
    at.stage.useBrowser(home);
    expect((await signInByPasskey(at.stage, at.ana.email, passkey)).body).toMatchObject({ __type: "UnusualSignInException" });
    expect(home.jar.has("__Host-hf_at")).toBe(false);
    expect(factsOf((await at.byPassword(at.ana)).nextStep)).toMatchObject({ reasons: "network_change" });
    await at.stage.advance(SIGN_IN_RISK.networkWindowSeconds);
    expect((await signInByPasskey(at.stage, at.ana.email, passkey)).body, "ten minutes later").toHaveProperty("AuthenticationResult");
  });
});
