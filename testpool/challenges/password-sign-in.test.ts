import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formatSrpTimestamp } from "../srp/srp-timestamp";
import { N } from "../srp/srp-group";
import { MACHINE_MS, hashFor, openSrp, openSrpOf, passPassword, refusalOf, reply, srpProof, startSeededPool } from "../testing/drive-pool";
import { SrpClient } from "../testing/srp-client";
import { LEGACY, NEWCOMER, OPERATOR, PUBLIC, SECOND, STAFF, TRADER, WEB, type TestClient } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startSeededPool);
const send = sendTo(running, cognito);

const INCORRECT = { name: "NotAuthorizedException", message: "Incorrect username or password." };

function initiate(client: TestClient, parameters: Readonly<Record<string, string>>, flow = "USER_AUTH") {
  return send("InitiateAuth", {
    ClientId: client.id,
    AuthFlow: flow,
    AuthParameters: { ...hashFor(client, parameters["USERNAME"] ?? ""), ...parameters },
  });
}

const respond = (input: object) => send("RespondToAuthChallenge", input);

async function prove(name = TRADER.email, password = TRADER.password, bend: Readonly<Record<string, string>> = {}, client = PUBLIC) {
  return respond(srpProof(await openSrp(send, client, name), password, MACHINE_MS, bend));
}

describe("a password through SRP", () => {
  test("is accepted under the username in any case and under the email, and a wrong one is refused", async () => {
    for (const name of [TRADER.email, TRADER.email.toUpperCase(), TRADER.username, TRADER.username.toUpperCase()]) {
      expect((await prove(name)).ChallengeName, name).toBe("SOFTWARE_TOKEN_MFA");
    }
    expect(await refusalOf(prove(TRADER.email, "a wrong passphrase"))).toEqual(INCORRECT);
    expect(await refusalOf(prove(TRADER.email, ""))).toEqual(INCORRECT);
  });

  test("answers with AWS's shape: a long opaque Session, and the username as id for SRP", async () => {
    const open = await openSrp(send, PUBLIC, TRADER.email);
    expect(open.session.length).toBeGreaterThanOrEqual(1500);
    expect(open.sent.USER_ID_FOR_SRP).toBe(TRADER.username);
    expect(open.sent.SALT).toMatch(/^[0-9a-f]+$/);
    expect(open.sent.SECRET_BLOCK.length).toBeGreaterThan(1000);
  });

  test("needs a client value that is not zero modulo N", async () => {
    for (const SRP_A of ["0", N.toString(16), (N * 2n).toString(16), "nonsense"]) {
      const refused = await refusalOf(initiate(PUBLIC, { USERNAME: TRADER.email, SRP_A }, "USER_SRP_AUTH"));
      expect(refused.name, SRP_A.slice(0, 8)).toBe("InvalidParameterException");
    }
    expect((await refusalOf(initiate(PUBLIC, { USERNAME: TRADER.email }, "USER_SRP_AUTH"))).message).toBe(
      "Missing required parameter SRP_A",
    );
    await initiate(PUBLIC, { USERNAME: TRADER.email, SRP_A: new SrpClient().publicHex }, "USER_SRP_AUTH");
  });

  test("needs a timestamp of this minute", async () => {
    for (const seconds of [-120, 120, -86_400]) {
      const TIMESTAMP = formatSrpTimestamp(MACHINE_MS + seconds * 1000);
      expect(await refusalOf(prove(TRADER.email, TRADER.password, { TIMESTAMP })), TIMESTAMP).toEqual(INCORRECT);
    }
    expect(await refusalOf(prove(TRADER.email, TRADER.password, { TIMESTAMP: "now" }))).toEqual(INCORRECT);
    await prove(TRADER.email, TRADER.password, { TIMESTAMP: formatSrpTimestamp(MACHINE_MS - 20_000) });
  });

  test("may be stamped by the pool's clock or by the machine's, when a test has moved them apart", async () => {
    running.pool.advanceClock(7200);
    await prove();
    await prove(TRADER.email, TRADER.password, { TIMESTAMP: formatSrpTimestamp(running.pool.needs.clock.nowMs()) });
    const between = formatSrpTimestamp(MACHINE_MS + 3_600_000);
    expect(await refusalOf(prove(TRADER.email, TRADER.password, { TIMESTAMP: between }))).toEqual(INCORRECT);
  });

  test("needs the secret block of its own Session", async () => {
    const first = await openSrp(send, PUBLIC, TRADER.email);
    const second = await openSrp(send, PUBLIC, TRADER.email);
    const crossed = { ...first, sent: { ...first.sent, SECRET_BLOCK: second.sent.SECRET_BLOCK } };
    expect(await refusalOf(respond(srpProof(crossed, TRADER.password, MACHINE_MS)))).toEqual(INCORRECT);
    expect((await respond(srpProof(second, TRADER.password, MACHINE_MS))).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("refuses a signature that covers other values than those sent", async () => {
    const bends = [
      { PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString("base64") },
      { PASSWORD_CLAIM_SIGNATURE: "short" },
      { PASSWORD_CLAIM_SECRET_BLOCK: "c2VjcmV0" },
    ];
    for (const bend of bends) expect(await refusalOf(prove(TRADER.email, TRADER.password, bend))).toEqual(INCORRECT);
    const stale = await openSrp(send, PUBLIC, TRADER.email);
    const honest = srpProof(stale, TRADER.password, MACHINE_MS) as { ChallengeResponses: Record<string, string> };
    const shifted = { ...honest.ChallengeResponses, TIMESTAMP: formatSrpTimestamp(MACHINE_MS + 5000) };
    expect(await refusalOf(respond({ ...honest, ChallengeResponses: shifted }))).toEqual(INCORRECT);
    for (const missing of ["PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK"]) {
      expect((await refusalOf(prove(TRADER.email, TRADER.password, { [missing]: "" }))).message).toBe(
        `Missing required parameter ${missing}`,
      );
    }
    await prove();
  });
});

describe("a challenge Session", () => {
  test("works once", async () => {
    const open = await openSrp(send, PUBLIC, TRADER.email);
    const proof = srpProof(open, TRADER.password, MACHINE_MS);
    await respond(proof);
    expect(await refusalOf(respond(proof))).toEqual({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session can only be used once.",
    });
  });

  test("is used up by a wrong password too", async () => {
    const open = await openSrp(send, PUBLIC, TRADER.email);
    await refusalOf(respond(srpProof(open, "a wrong passphrase", MACHINE_MS)));
    expect((await refusalOf(respond(srpProof(open, TRADER.password, MACHINE_MS)))).message).toMatch(/only be used once/);
  });

  test("works just before three minutes and not after", async () => {
    const late = await openSrp(send, PUBLIC, TRADER.email);
    running.pool.advanceClock(180);
    expect(await refusalOf(respond(srpProof(late, TRADER.password, MACHINE_MS)))).toEqual({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session is expired.",
    });
    const inTime = await openSrp(send, PUBLIC, TRADER.email);
    running.pool.advanceClock(170);
    await respond(srpProof(inTime, TRADER.password, MACHINE_MS));
  });

  test("cannot be invented, changed, or carried to another client, user or challenge", async () => {
    const open = await openSrp(send, PUBLIC, TRADER.email);
    const bare = { name: "NotAuthorizedException", message: "Invalid session for the user." };
    const tries: object[] = [
      srpProof({ ...open, session: "x".repeat(1548) }, TRADER.password, MACHINE_MS),
      srpProof({ ...open, session: `${open.session}A` }, TRADER.password, MACHINE_MS),
      srpProof({ ...open, client: SECOND }, TRADER.password, MACHINE_MS),
      srpProof(open, TRADER.password, MACHINE_MS, { USERNAME: NEWCOMER.username }),
      srpProof(open, TRADER.password, MACHINE_MS, { USERNAME: "nobody" }),
      reply(PUBLIC, "SOFTWARE_TOKEN_MFA", open.session, TRADER.username, { SOFTWARE_TOKEN_MFA_CODE: "000000" }),
      reply(PUBLIC, "MFA_SETUP", open.session, TRADER.username),
    ];
    for (const input of tries) expect(await refusalOf(respond(input))).toEqual(bare);
    expect((await respond(srpProof(open, TRADER.password, MACHINE_MS))).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("is required", async () => {
    const input = { ClientId: PUBLIC.id, ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses: { USERNAME: TRADER.username } };
    expect((await refusalOf(respond(input))).message).toBe("Missing required parameter Session");
  });
});

describe("a client with a secret", () => {
  test("is believed with the hash over the name in the same request", async () => {
    expect((await passPassword(send, WEB, TRADER.email, TRADER.password)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("is refused at the first step without it, and with a hash over another name", async () => {
    const SRP_A = new SrpClient().publicHex;
    const missing = send("InitiateAuth", {
      ClientId: WEB.id,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: TRADER.email, SRP_A },
    });
    expect((await refusalOf(missing)).message).toBe(`Client ${WEB.id} is configured with secret but SECRET_HASH was not received`);
    const foreign = hashFor(WEB, NEWCOMER.email).SECRET_HASH ?? "";
    const wrong = initiate(WEB, { USERNAME: TRADER.email, SRP_A, SECRET_HASH: foreign }, "USER_SRP_AUTH");
    expect((await refusalOf(wrong)).message).toBe(`SecretHash does not match for the client: ${WEB.id}`);
  });

  test("is refused at every later step without it, and the Session stays good", async () => {
    const open = await openSrp(send, WEB, TRADER.email);
    const honest = srpProof(open, TRADER.password, MACHINE_MS) as { ChallengeResponses: Record<string, string> };
    const { SECRET_HASH: _hash, ...bare } = honest.ChallengeResponses;
    expect((await refusalOf(respond({ ...honest, ChallengeResponses: bare }))).message).toMatch(/SECRET_HASH was not received/);
    expect((await respond(honest)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });
});

describe("a flow", () => {
  test("works where the client enables it and is refused elsewhere", async () => {
    expect((await initiate(PUBLIC, { USERNAME: TRADER.email })).ChallengeName).toBe("SELECT_CHALLENGE");
    const disabled = await refusalOf(initiate(LEGACY, { USERNAME: TRADER.email }));
    expect(disabled).toEqual({ name: "InvalidParameterException", message: "USER_AUTH flow not enabled for this client" });
    expect((await passPassword(send, LEGACY, TRADER.email, TRADER.password)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("that the client does not enable, or that belongs to another operation, is never answered with tokens", async () => {
    const disabled = ["USER_PASSWORD_AUTH", "REFRESH_TOKEN_AUTH", "CUSTOM_AUTH"].map((flow) => [
      flow,
      `${flow} flow not enabled for this client`,
    ]);
    const elsewhere = ["ADMIN_NO_SRP_AUTH", "ADMIN_USER_PASSWORD_AUTH"].map((flow) => [flow, "Initiate Auth method not supported."]);
    for (const [flow, message] of [...disabled, ...elsewhere]) {
      const refused = await refusalOf(initiate(PUBLIC, { USERNAME: TRADER.email, PASSWORD: TRADER.password }, flow));
      expect(refused).toEqual({ name: "InvalidParameterException", message });
    }
  });
});

describe("USER_AUTH", () => {
  test("offers what the user has, and SRP in the same call or in the next", async () => {
    const select = await initiate(PUBLIC, { USERNAME: TRADER.email });
    expect(select.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
    const srp = new SrpClient();
    const chosen = { ANSWER: "PASSWORD_SRP", SRP_A: srp.publicHex };
    const verifier = await respond(reply(PUBLIC, "SELECT_CHALLENGE", select.Session, TRADER.email, chosen));
    expect(verifier.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect((await respond(srpProof(openSrpOf(PUBLIC, srp, verifier), TRADER.password, MACHINE_MS))).ChallengeName).toBe(
      "SOFTWARE_TOKEN_MFA",
    );

    const preferred = await initiate(PUBLIC, { USERNAME: TRADER.email, PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A: srp.publicHex });
    expect(preferred.ChallengeName).toBe("PASSWORD_VERIFIER");
    const bare = await initiate(PUBLIC, { USERNAME: TRADER.email, PREFERRED_CHALLENGE: "PASSWORD_SRP" });
    expect(bare.ChallengeName).toBe("PASSWORD_SRP");
    const next = await respond(reply(PUBLIC, "PASSWORD_SRP", bare.Session, TRADER.email, { SRP_A: srp.publicHex }));
    expect((await respond(srpProof(openSrpOf(PUBLIC, srp, next), TRADER.password, MACHINE_MS))).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("takes the password itself and refuses a wrong one, with the same lock", async () => {
    const ask = (PASSWORD: string) => initiate(PUBLIC, { USERNAME: TRADER.email, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
    expect((await ask(TRADER.password)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    for (let count = 0; count < 5; count += 1) expect(await refusalOf(ask("a wrong passphrase"))).toEqual(INCORRECT);
    expect((await refusalOf(ask(TRADER.password))).message).toBe("Password attempts exceeded");
  });

  test("offers a choice again for a preferred factor that the user does not have, and refuses an unknown one", async () => {
    const offered = await initiate(PUBLIC, { USERNAME: TRADER.email, PREFERRED_CHALLENGE: "WEB_AUTHN" });
    expect(offered.ChallengeName).toBe("SELECT_CHALLENGE");
    const unknown = initiate(PUBLIC, { USERNAME: TRADER.email, PREFERRED_CHALLENGE: "MAGIC" });
    expect((await refusalOf(unknown)).name).toBe("InvalidParameterException");
  });
});

describe("an unknown user", () => {
  test("looks like a known one: stable salt and id, a challenge, and the same refusal", async () => {
    const first = await openSrp(send, PUBLIC, "nobody@example.test");
    const second = await openSrp(send, PUBLIC, "NOBODY@example.test");
    expect(second.sent.SALT).toBe(first.sent.SALT);
    expect(second.sent.USER_ID_FOR_SRP).toBe(first.sent.USER_ID_FOR_SRP);
    expect(first.sent.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first.session.length).toBe((await openSrp(send, PUBLIC, TRADER.email)).session.length);
    expect(await refusalOf(respond(srpProof(first, "any passphrase", MACHINE_MS)))).toEqual(INCORRECT);
    const other = await openSrp(send, PUBLIC, "somebody.else@example.test");
    expect(other.sent.SALT).not.toBe(first.sent.SALT);
  });

  test("is named in LEGACY mode", async () => {
    const refused = await refusalOf(openSrp(send, LEGACY, "nobody@example.test"));
    expect(refused).toEqual({ name: "UserNotFoundException", message: "User does not exist." });
  });
});

test("a pool knows only its own users, and OPTIONAL MFA lets a user without a factor in", async () => {
  const answer = await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password);
  expect(answer.AuthenticationResult?.ExpiresIn).toBe(300);
  expect(await refusalOf(passPassword(send, STAFF, TRADER.email, TRADER.password))).toEqual(INCORRECT);
  expect(await refusalOf(prove(OPERATOR.email, OPERATOR.password))).toEqual(INCORRECT);
});
