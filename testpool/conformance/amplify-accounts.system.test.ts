import { Amplify } from "aws-amplify";
import {
  confirmResetPassword,
  confirmSignIn,
  confirmUserAttribute,
  deleteUser,
  fetchDevices,
  fetchUserAttributes,
  forgetDevice,
  rememberDevice,
  resetPassword,
  signIn,
  signOut,
  updatePassword,
  updateUserAttribute,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listMessages } from "../codes/outbox";
import { freshTotpCode, refusalOf } from "../testing/drive-pool";
import type { TestClient } from "../testing/test-seed";
import { usePool } from "../testing/use-pool";
import { ADA, BOB, CLIENT_TOTP_SECRET, CUSTOM_ANSWER, DEVICE_CLIENT, MAIN_CLIENT, startClientPool } from "./client-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);

function use(client: TestClient): void {
  const Cognito = { userPoolId: client.poolId, userPoolClientId: client.id, userPoolEndpoint: running.url };
  Amplify.configure({ Auth: { Cognito } });
}

beforeEach(async () => {
  use(MAIN_CLIENT);
  await signOut();
});

const codeFor = (to: string) => listMessages(running.pool.needs.store, to).at(-1)?.code ?? "";
const wrong = (code: string) => code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
const asAda = () => signIn({ username: ADA.email, password: ADA.password });

describe("Amplify's account calls", { timeout: 30_000 }, () => {
  test("sign in with a code by email, which has eight digits and a wrong one of which is refused", async () => {
    const options = { authFlowType: "USER_AUTH", preferredChallenge: "EMAIL_OTP" } as const;
    const asked = await signIn({ username: ADA.email, options });
    expect(asked.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(codeFor(ADA.email)).toMatch(/^\d{8}$/);
    const bent = await refusalOf(confirmSignIn({ challengeResponse: wrong(codeFor(ADA.email)) }));
    expect(bent.name).toBe("CodeMismatchException");
    await signIn({ username: ADA.email, options });
    expect((await confirmSignIn({ challengeResponse: codeFor(ADA.email) })).isSignedIn).toBe(true);
  });

  test("reset a forgotten password with the mailed code", async () => {
    const asked = await resetPassword({ username: ADA.email });
    expect(asked.nextStep.resetPasswordStep).toBe("CONFIRM_RESET_PASSWORD_WITH_CODE");
    const confirm = (confirmationCode: string) =>
      confirmResetPassword({ username: ADA.email, newPassword: "Another passphrase, 2nd", confirmationCode });
    expect((await refusalOf(confirm(wrong(codeFor(ADA.email))))).name).toBe("CodeMismatchException");
    await confirm(codeFor(ADA.email));
    expect((await refusalOf(asAda())).name).toBe("NotAuthorizedException");
    expect((await signIn({ username: ADA.email, password: "Another passphrase, 2nd" })).isSignedIn).toBe(true);
  });

  test("change the password for who knows the old one", async () => {
    await asAda();
    const newPassword = "Another passphrase, 2nd";
    const guess = await refusalOf(updatePassword({ oldPassword: "a wrong passphrase", newPassword }));
    expect(guess.name).toBe("NotAuthorizedException");
    await updatePassword({ oldPassword: ADA.password, newPassword });
    await signOut();
    expect((await signIn({ username: ADA.email, password: newPassword })).isSignedIn).toBe(true);
  });

  test("change the email and prove the new one", async () => {
    await asAda();
    const value = "ada.new@example.test";
    const { nextStep } = await updateUserAttribute({ userAttribute: { attributeKey: "email", value } });
    expect(nextStep.updateAttributeStep).toBe("CONFIRM_ATTRIBUTE_WITH_CODE");
    const confirm = (confirmationCode: string) => confirmUserAttribute({ userAttributeKey: "email", confirmationCode });
    expect((await refusalOf(confirm(wrong(codeFor(value))))).name).toBe("CodeMismatchException");
    await confirm(codeFor(value));
    expect(await fetchUserAttributes()).toMatchObject({ email: value, email_verified: "true" });
  });

  test("delete the user, who is then unknown", async () => {
    await asAda();
    await deleteUser();
    expect((await refusalOf(asAda())).name).toBe("NotAuthorizedException");
    expect((await signIn({ username: BOB.email, password: BOB.password })).nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  });

  test("answer a custom challenge, with SRP before it and without", async () => {
    for (const authFlowType of ["CUSTOM_WITHOUT_SRP", "CUSTOM_WITH_SRP"] as const) {
      const begin = () =>
        signIn({
          username: ADA.username,
          ...(authFlowType === "CUSTOM_WITH_SRP" ? { password: ADA.password } : {}),
          options: { authFlowType },
        });
      expect((await begin()).nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE");
      expect((await refusalOf(confirmSignIn({ challengeResponse: "a guess" }))).name).toBe("NotAuthorizedException");
      await begin();
      expect((await confirmSignIn({ challengeResponse: CUSTOM_ANSWER })).isSignedIn).toBe(true);
      await signOut();
    }
  });
});

describe("Amplify's device calls", { timeout: 30_000 }, () => {
  // Amplify names a device after its browser, and leaves it unconfirmed where there is none.
  beforeEach(() => {
    vi.stubGlobal("navigator", { userAgent: "a browser" });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("remember a device, which then skips the code, list it, and forget it", async () => {
    use(DEVICE_CLIENT);
    const begin = () => signIn({ username: BOB.username, password: BOB.password });
    await begin();
    await confirmSignIn({ challengeResponse: freshTotpCode(running, CLIENT_TOTP_SECRET) });
    await rememberDevice();
    const devices = await fetchDevices();
    expect(devices).toHaveLength(1);
    expect(devices[0]?.id).toMatch(/^eu-central-1_[0-9a-f-]+$/);
    await signOut();
    expect((await begin()).isSignedIn).toBe(true);
    await forgetDevice();
    expect(await fetchDevices()).toEqual([]);
    await signOut();
    expect((await begin()).nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  });
});
