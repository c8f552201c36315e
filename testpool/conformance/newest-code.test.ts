import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import { sendTo, usePool } from "../testing/use-pool";
import { MAIN_CLIENT, startClientPool } from "./client-pool";

const RUNS = process.env["HOLDFAST_SOAK"] === "1" ? 400 : 20;

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);
const send = sendTo(running, cognito);

const STEPS = ["sign-up", "resend", "forgot", "confirm-old", "confirm-other", "reset-old", "confirm-newest", "wait"] as const;
type Step = (typeof STEPS)[number];

const PASSWORD = "A long passphrase, 1st";
const DAY_SECONDS = 86_400;
const email = (name: string) => `${name}@example.test`;

/** Two people who sign up; what is sent to one must never confirm the other. */
function person(name: string) {
  const named = { ClientId: MAIN_CLIENT.id, Username: name };
  const quiet = (operation: string, more: object = {}) =>
    send(operation, { ...named, ...more }).then(
      () => true,
      () => false,
    );
  const codes = (kind: string) =>
    listMessages(running.pool.needs.store, email(name))
      .filter((message) => message.kind === kind)
      .map(({ code, at }) => ({ code, sentAtSeconds: Date.parse(at) / 1000 }));
  return {
    signUp: () => quiet("SignUp", { Password: PASSWORD, UserAttributes: [{ Name: "email", Value: email(name) }] }),
    resend: () => quiet("ResendConfirmationCode"),
    forgot: () => quiet("ForgotPassword"),
    confirm: (ConfirmationCode: string) => quiet("ConfirmSignUp", { ConfirmationCode }),
    reset: (ConfirmationCode: string) => quiet("ConfirmForgotPassword", { ConfirmationCode, Password: "Another passphrase, 2nd" }),
    codes: () => codes("sign-up-code"),
    resetCodes: () => codes("password-reset-code"),
    allCodes: () => listMessages(running.pool.needs.store, email(name)).map(({ code }) => code),
    isConfirmed: async () =>
      (await send("AdminGetUser", { UserPoolId: MAIN_CLIENT.poolId, Username: name }))["UserStatus"] !== "UNCONFIRMED",
  };
}

type Person = ReturnType<typeof person>;

/** Takes one step; true when it was the confirmation that must succeed. */
async function take(step: Step, one: Person, other: Person): Promise<boolean> {
  const newest = one.codes().at(-1);
  const isNewest = (code: string) => code === newest?.code;
  if (step === "sign-up") await one.signUp();
  else if (step === "resend") await one.resend();
  else if (step === "forgot") await one.forgot();
  else if (step === "wait") running.pool.advanceClock(DAY_SECONDS / 2);
  else if (step === "confirm-newest") return newest !== undefined && (await one.confirm(newest.code));
  else if (step === "confirm-other") {
    const [code = "000000"] = other.allCodes().slice(-1);
    if (!isNewest(code)) expect(await one.confirm(code), "another user's code confirmed").toBe(false);
  } else if (step === "confirm-old") {
    const [code = "000000"] = one.allCodes().filter((sent) => !isNewest(sent));
    if (!isNewest(code)) expect(await one.confirm(code), "an old code confirmed").toBe(false);
  } else {
    const newestReset = one.resetCodes().at(-1)?.code;
    const [code = "000000"] = one.allCodes().filter((sent) => sent !== newestReset);
    if (code !== newestReset) expect(await one.reset(code), "an old code reset the password").toBe(false);
  }
  return false;
}

test("whatever is asked for in whatever order, only the newest code confirms a user, and only within a day", async () => {
  const plan = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.boolean()), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(plan, async (steps) => {
      running.pool.reset();
      const people = [person("one"), person("two")] as const;
      const confirmed = [false, false];
      for (const person of people) await person.signUp();
      for (const [step, isSecond] of steps) {
        const at = isSecond ? 1 : 0;
        const age = running.pool.needs.clock.nowSeconds() - (people[at].codes().at(-1)?.sentAtSeconds ?? 0);
        const isAccepted = await take(step, people[at], people[1 - at] ?? people[0]);
        if (isAccepted) expect(age, "an old code was accepted").toBeLessThanOrEqual(DAY_SECONDS);
        confirmed[at] ||= isAccepted;
        for (const index of [0, 1] as const) expect(await people[index].isConfirmed()).toBe(confirmed[index]);
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);
