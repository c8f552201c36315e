import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import { freshTotpCode, passPassword, reply, totpCode, tokensOf } from "../testing/drive-pool";
import { sendTo, usePool } from "../testing/use-pool";
import { ADA, BOB, CLIENT_TOTP_SECRET, MAIN_CLIENT, startClientPool } from "./client-pool";

const AT_ONCE = process.env["HOLDFAST_SOAK"] === "1" ? 2000 : 200;

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);
const send = sendTo(running, cognito);

const codeFor = (email: string) => listMessages(running.pool.needs.store, email).at(-1)?.code ?? "";
const ClientId = MAIN_CLIENT.id;

/** Makes all guesses at once; answers how often each outcome was. */
async function outcomes(guess: (index: number) => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const calls = Array.from({ length: AT_ONCE }, (_, index) =>
    guess(index).then(
      () => "accepted",
      (error: unknown) => (error instanceof Error ? `${error.name} ${error.message}` : "unknown"),
    ),
  );
  const counts: Record<string, number> = {};
  for (const outcome of await Promise.all(calls)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Wrong codes only: never the right one, and each of its form. */
const wrongCode = (right: string, index: number): string =>
  String((Number(right) + 1 + index) % 10 ** right.length).padStart(right.length, "0");
const judged = (counts: Readonly<Record<string, number>>, name: string): number =>
  Object.entries(counts).reduce((sum, [outcome, count]) => (outcome.startsWith(name) ? sum + count : sum), 0);

describe(`${AT_ONCE} guesses at once`, { timeout: 120_000 }, () => {
  test("at a sign-up code are judged 15 times at most, and then the right one is refused too", async () => {
    const named = { ClientId, Username: "eve" };
    const signUp = { ...named, Password: "A long passphrase, 1st", UserAttributes: [{ Name: "email", Value: "eve@example.test" }] };
    await send("SignUp", signUp);
    const right = codeFor("eve@example.test");
    const confirm = (ConfirmationCode: string) => send("ConfirmSignUp", { ...named, ConfirmationCode });
    const counts = await outcomes((index) => confirm(wrongCode(right, index)));
    expect(judged(counts, "CodeMismatchException")).toBeLessThanOrEqual(15);
    expect(judged(counts, "CodeMismatchException")).toBeGreaterThan(0);
    expect(counts["accepted"]).toBeUndefined();
    await expect(confirm(right)).rejects.toThrow("Attempt limit exceeded");
    running.pool.advanceClock(3600);
    await send("ResendConfirmationCode", named);
    await confirm(codeFor("eve@example.test"));
  });

  test("at a recovery code are judged 20 times at most, and then the right one is refused too", async () => {
    const named = { ClientId, Username: ADA.username };
    await send("ForgotPassword", named);
    const right = codeFor(ADA.email);
    const confirm = (ConfirmationCode: string) =>
      send("ConfirmForgotPassword", { ...named, ConfirmationCode, Password: "Another passphrase, 2nd" });
    const counts = await outcomes((index) => confirm(wrongCode(right, index)));
    expect(judged(counts, "CodeMismatchException")).toBeLessThanOrEqual(20);
    expect(judged(counts, "CodeMismatchException")).toBeGreaterThan(0);
    expect(counts["accepted"]).toBeUndefined();
    await expect(confirm(right)).rejects.toThrow("ttempt");
    running.pool.advanceClock(3600);
    await send("ForgotPassword", named);
    await confirm(codeFor(ADA.email));
  });

  test("at an attribute's code are judged 15 times at most", async () => {
    const { AccessToken } = tokensOf(await passPassword(send, MAIN_CLIENT, ADA.username, ADA.password));
    await send("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" });
    const right = codeFor(ADA.email);
    const verify = (Code: string) => send("VerifyUserAttribute", { AccessToken, AttributeName: "email", Code });
    const counts = await outcomes((index) => verify(wrongCode(right, index)));
    expect(judged(counts, "CodeMismatchException")).toBeLessThanOrEqual(15);
    expect(counts["accepted"]).toBeUndefined();
    await expect(verify(right)).rejects.toThrow("Attempt limit exceeded");
  });

  test("at a password are judged 5 times, and then the right one waits for the lock", async () => {
    const guess = (PASSWORD: string) =>
      send("InitiateAuth", { ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: ADA.username, PASSWORD } });
    const counts = await outcomes((index) => guess(`a wrong passphrase ${index}`));
    expect(judged(counts, "NotAuthorizedException Incorrect username or password.")).toBe(5);
    expect(judged(counts, "NotAuthorizedException Password attempts exceeded")).toBe(AT_ONCE - 5);
    await expect(guess(ADA.password)).rejects.toThrow("Password attempts exceeded");
    running.pool.advanceClock(1);
    tokensOf(await guess(ADA.password));
  });

  test("at an authenticator app's code are judged 5 times at most, however many sign-ins are open", async () => {
    const asked = await passPassword(send, MAIN_CLIENT, BOB.username, BOB.password);
    const other = await passPassword(send, MAIN_CLIENT, BOB.username, BOB.password);
    const guess = (session: string | undefined, code: string) =>
      send("RespondToAuthChallenge", reply(MAIN_CLIENT, "SOFTWARE_TOKEN_MFA", session, BOB.username, { SOFTWARE_TOKEN_MFA_CODE: code }));
    const right = totpCode(running, CLIENT_TOTP_SECRET);
    const near = [-2, -1, 1, 2].map((step) => totpCode(running, CLIENT_TOTP_SECRET, step));
    const wrong = (index: number) => wrongCode(right, index + (near.includes(wrongCode(right, index)) ? AT_ONCE : 0));
    const counts = await outcomes((index) => guess(index % 2 === 0 ? asked.Session : other.Session, wrong(index)));
    expect(judged(counts, "CodeMismatchException")).toBeLessThanOrEqual(5);
    expect(judged(counts, "CodeMismatchException")).toBeGreaterThan(0);
    // Past the lock and into the next step of the app, and not so far that a proof stamped by the machine's standing time is stale.
    running.pool.advanceClock(45);
    const again = await passPassword(send, MAIN_CLIENT, BOB.username, BOB.password);
    tokensOf(await guess(again.Session, freshTotpCode(running, CLIENT_TOTP_SECRET)));
  });
});
