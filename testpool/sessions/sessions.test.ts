import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, expect, test } from "vitest";
import type { RunningTestPool } from "../server/start-test-pool";
import { refusalOf, sdkSend, tokensOf, type Answer, type Send, type Tokens } from "../testing/drive-pool";
import { ALICE, APP, BOB, POOL_ID, signInByPassword, startTokenPool } from "../testing/token-pool";
import { decodeJwt } from "../tokens/jwt";
import { deviceTypeOf } from "./device-type";

let running: RunningTestPool;
let send: Send;
afterEach(() => running.close());

async function open(maxPerUser: number | null): Promise<void> {
  running = await startTokenPool({ pool: maxPerUser === null ? {} : { sessionTracking: { maxPerUser } } });
  send = sdkSend(cognito, running.url);
}

interface Session {
  readonly SessionId: string;
  readonly IsCurrentSession: boolean;
  readonly CreateDate: Date;
  readonly LastActiveDate: Date;
  readonly [name: string]: unknown;
}

const sessionsOf = (answer: Answer) => answer["Sessions"] as Session[];
const list = async ({ AccessToken }: Tokens) => sessionsOf(await send("ListUserSessions", { AccessToken }));
const isRevoked = async ({ AccessToken }: Tokens) =>
  (await refusalOf(send("GetUser", { AccessToken }))).message === "Access Token has been revoked";
const NAMES = { UserPoolId: POOL_ID, Username: ALICE.username };

test("off, the operations are refused and nothing in a token tells of sessions", async () => {
  await open(null);
  const tokens = await signInByPassword(send);
  const SessionId = `tkn${"0".repeat(25)}`;
  const calls: [string, object][] = [
    ["ListUserSessions", { AccessToken: tokens.AccessToken }],
    ["RevokeUserSession", { AccessToken: tokens.AccessToken, SessionId }],
    ["AdminListUserSessions", NAMES],
    ["AdminRevokeUserSession", { ...NAMES, SessionId }],
  ];
  for (const [operation, input] of calls) {
    expect((await refusalOf(send(operation, input))).name, operation).toBe("OperationNotEnabledException");
  }
  const off = Object.keys(decodeJwt(tokens.AccessToken) ?? {});
  await running.close();
  await open(20);
  expect(Object.keys(decodeJwt((await signInByPassword(send)).AccessToken) ?? {})).toEqual(off);
});

test("a list shows each live sign-in of the user alone, and marks the one that asks", async () => {
  await open(20);
  const [first, second] = [await signInByPassword(send), await signInByPassword(send)];
  await signInByPassword(send, BOB);
  const sessions = await list(second);
  expect(sessions).toHaveLength(2);
  expect(sessions.map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([true, false]);
  for (const session of sessions) {
    expect(session.SessionId).toMatch(/^tkn[a-z0-9]{25}$/);
    expect(session).toMatchObject({
      SessionType: "TOKEN",
      ClientId: APP.id,
      LastIPAddress: "127.0.0.1",
      DeviceType: expect.any(String) as string,
    });
  }
  const admin = sessionsOf(await send("AdminListUserSessions", NAMES));
  expect(admin.map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([false, false]);
  await send("GlobalSignOut", { AccessToken: first.AccessToken });
  expect(sessionsOf(await send("AdminListUserSessions", NAMES))).toEqual([]);
});

test("another session can be revoked, one's own and somebody else's cannot", async () => {
  await open(20);
  const [here, there, bob] = [await signInByPassword(send), await signInByPassword(send), await signInByPassword(send, BOB)];
  const idOf = async (tokens: Tokens) => (await list(tokens)).find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId;
  const revoke = async (SessionId: string | undefined) => send("RevokeUserSession", { AccessToken: here.AccessToken, SessionId });
  const target = await idOf(there);
  expect((await refusalOf(revoke(await idOf(here)))).name).toBe("InvalidParameterException");
  expect((await refusalOf(revoke(await idOf(bob)))).name).toBe("ResourceNotFoundException");
  await revoke(target);
  expect(await isRevoked(there)).toBe(true);
  expect((await refusalOf(revoke(target))).name).toBe("ResourceNotFoundException");
  await send("GetUser", { AccessToken: here.AccessToken });
  await send("GetUser", { AccessToken: bob.AccessToken });
});

test("an administrator ends any session of the user who is named, and of no other", async () => {
  await open(20);
  const tokens = await signInByPassword(send);
  const SessionId = (await list(tokens))[0]?.SessionId;
  const foreign = { ...NAMES, Username: BOB.username, SessionId };
  expect((await refusalOf(send("AdminRevokeUserSession", foreign))).name).toBe("ResourceNotFoundException");
  const nobody = { ...NAMES, Username: "nobody", SessionId };
  expect((await refusalOf(send("AdminRevokeUserSession", nobody))).name).toBe("UserNotFoundException");
  await send("AdminRevokeUserSession", { ...NAMES, SessionId });
  expect(await isRevoked(tokens)).toBe(true);
});

test("a refresh makes a session active, and the least recently used one makes room", async () => {
  await open(2);
  const [first, second] = [await signInByPassword(send), await signInByPassword(send)];
  running.pool.advanceClock(60);
  const refreshed = tokensOf(await send("GetTokensFromRefreshToken", { ClientId: APP.id, RefreshToken: first.RefreshToken }));
  const [newest] = await list(refreshed);
  expect(newest?.IsCurrentSession).toBe(true);
  expect((newest?.LastActiveDate.getTime() ?? 0) - (newest?.CreateDate.getTime() ?? 0)).toBe(60_000);
  const third = await signInByPassword(send);
  expect(await isRevoked(second)).toBe(true);
  expect(await list(third)).toHaveLength(2);
  await send("GetUser", { AccessToken: first.AccessToken });
});

test("a list comes in pages that together show every session once", async () => {
  await open(100);
  let tokens = await signInByPassword(send);
  for (let count = 1; count < 23; count += 1) tokens = await signInByPassword(send);
  const first = await send("ListUserSessions", { AccessToken: tokens.AccessToken });
  const second = await send("ListUserSessions", { AccessToken: tokens.AccessToken, NextToken: first["NextToken"] });
  const ids = [...sessionsOf(first), ...sessionsOf(second)].map(({ SessionId }) => SessionId);
  expect(new Set(ids).size).toBe(23);
  expect(second["NextToken"]).toBeUndefined();
});

test("a device type is read from the user agent, or unknown", () => {
  expect(deviceTypeOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/130.0")).toBe("Windows, Firefox");
  expect(deviceTypeOf("")).toBe("unknown");
});
