import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MACHINE_MS, openSrp, passPassword, refusalOf, srpProof, startSeededPool } from "../testing/drive-pool";
import { NEWCOMER, PUBLIC, TRADER } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startSeededPool);
const send = sendTo(running, cognito);

const INCORRECT = { name: "NotAuthorizedException", message: "Incorrect username or password." };

const prove = (name = TRADER.email, password = TRADER.password) => passPassword(send, PUBLIC, name, password);

describe("the lock", () => {
  test("comes with the fifth wrong password, holds, is not extended by trying, and ends", async () => {
    for (let count = 0; count < 5; count += 1) expect(await refusalOf(prove(TRADER.email, "a wrong passphrase"))).toEqual(INCORRECT);
    for (let count = 0; count < 3; count += 1) {
      const locked = await refusalOf(prove());
      expect(locked).toEqual({ name: "NotAuthorizedException", message: "Password attempts exceeded" });
    }
    running.pool.advanceClock(1);
    expect((await prove()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("starts anew after a success", async () => {
    for (let count = 0; count < 4; count += 1) await refusalOf(prove(TRADER.email, "a wrong passphrase"));
    await prove();
    for (let count = 0; count < 4; count += 1) expect(await refusalOf(prove(TRADER.email, "a wrong passphrase"))).toEqual(INCORRECT);
    expect((await prove()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("gives two hundred parallel guesses five tries", async () => {
    const opened = await Promise.all(Array.from({ length: 200 }, () => openSrp(send, PUBLIC, TRADER.email)));
    const proofs = opened.map((open) => ({
      ...srpProof(open, TRADER.password, MACHINE_MS, { PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32, 1).toString("base64") }),
    }));
    const refusals = await Promise.all(proofs.map((proof) => refusalOf(send("RespondToAuthChallenge", proof))));
    expect(refusals.filter(({ message }) => message === INCORRECT.message)).toHaveLength(5);
    expect(refusals.filter(({ message }) => message === "Password attempts exceeded")).toHaveLength(195);
  }, 60_000);

  test("comes for an unknown user as for a known one", async () => {
    for (let count = 0; count < 5; count += 1) await refusalOf(prove("nobody@example.test", "any passphrase"));
    expect((await refusalOf(prove("nobody@example.test", "any passphrase"))).message).toBe("Password attempts exceeded");
  });

  test("belongs to one user of one pool", async () => {
    for (let count = 0; count < 6; count += 1) await refusalOf(prove(TRADER.email, "a wrong passphrase"));
    expect((await prove(NEWCOMER.email, NEWCOMER.password)).ChallengeName).toBe("MFA_SETUP");
  });
});
