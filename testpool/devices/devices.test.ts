import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, expect, test } from "vitest";
import type { RunningTestPool } from "../server/start-test-pool";
import { makeDevice, openDeviceProof, type DeviceSecret } from "../testing/device-client";
import { freshTotpCode, refusalOf, reply, sdkSend, tokensOf, type Answer, type Send, type Tokens } from "../testing/drive-pool";
import { TOTP_SECRET } from "../testing/test-seed";
import { ALICE, APP, BOB, signInByPassword, startTokenPool } from "../testing/token-pool";
import { decodeJwt } from "../tokens/jwt";

let running: RunningTestPool;
let send: Send;
afterEach(() => running.close());

const TRACKED = { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: false };

async function open(devices: object | null, pool: object = {}): Promise<void> {
  running = await startTokenPool({
    pool: { mfaConfiguration: "OPTIONAL", ...(devices === null ? {} : { devices }), ...pool },
    alice: { totpSecret: TOTP_SECRET },
  });
  send = sdkSend(cognito, running.url);
}

type NewDevice = { readonly DeviceKey: string; readonly DeviceGroupKey: string };
const newDeviceOf = (tokens: Tokens) => (tokens as Tokens & { readonly NewDeviceMetadata?: NewDevice }).NewDeviceMetadata;

function start(deviceKey?: string): Promise<Answer> {
  const named = deviceKey === undefined ? {} : { DEVICE_KEY: deviceKey };
  const parameters = { USERNAME: ALICE.username, PASSWORD: ALICE.password, ...named };
  return send("InitiateAuth", { ClientId: APP.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters });
}

async function signInWithCode(): Promise<Tokens> {
  const asked = await start();
  const code = { SOFTWARE_TOKEN_MFA_CODE: freshTotpCode(running, TOTP_SECRET) };
  return tokensOf(await send("RespondToAuthChallenge", reply(APP, "SOFTWARE_TOKEN_MFA", asked.Session, ALICE.username, code)));
}

async function confirmDevice(tokens: Tokens): Promise<{ device: DeviceSecret; answer: Answer }> {
  const metadata = newDeviceOf(tokens);
  if (metadata === undefined) throw new Error("No NewDeviceMetadata.");
  const { device, config } = makeDevice(metadata);
  const input = { AccessToken: tokens.AccessToken, DeviceKey: device.key, DeviceSecretVerifierConfig: config, DeviceName: "laptop" };
  return { device, answer: await send("ConfirmDevice", input) };
}

test("a pool that tracks no devices names none, marks none and refuses the operations", async () => {
  await open(null);
  const tokens = await signInWithCode();
  expect(newDeviceOf(tokens)).toBeUndefined();
  expect(decodeJwt(tokens.AccessToken)?.["device_key"]).toBeUndefined();
  const refused = await refusalOf(send("ListDevices", { AccessToken: tokens.AccessToken }));
  expect(refused.name).toBe("InvalidUserPoolConfigurationException");
});

test("a confirmed device proves itself in place of the code, and keeps its key in the tokens", async () => {
  await open(TRACKED);
  const first = await signInWithCode();
  const { device, answer } = await confirmDevice(first);
  expect(answer).toMatchObject({ UserConfirmationNecessary: false });
  expect(device.key).toMatch(/^eu-central-1_[0-9a-f-]{36}$/);
  expect(decodeJwt(first.AccessToken)?.["device_key"]).toBe(device.key);
  const asked = await start(device.key);
  expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
  const proof = await openDeviceProof(send, APP, asked, ALICE.username, device);
  const second = tokensOf(await send("RespondToAuthChallenge", proof));
  expect(newDeviceOf(second)).toBeUndefined();
  expect(decodeJwt(second.AccessToken)?.["device_key"]).toBe(device.key);
  expect(decodeJwt(second.IdToken)?.["device_key"]).toBeUndefined();
});

test("a wrong device secret is refused, counts towards the lock, and the right one still works after it", async () => {
  await open(TRACKED);
  const { device } = await confirmDevice(await signInWithCode());
  const bent = await openDeviceProof(send, APP, await start(device.key), ALICE.username, device, "another secret");
  expect((await refusalOf(send("RespondToAuthChallenge", bent))).name).toBe("NotAuthorizedException");
  expect((await refusalOf(send("RespondToAuthChallenge", bent))).message).toContain("session can only be used once");
  const honest = await openDeviceProof(send, APP, await start(device.key), ALICE.username, device);
  tokensOf(await send("RespondToAuthChallenge", honest));
});

test("a device stands for nobody else, for no other device, and not once it is forgotten", async () => {
  await open(TRACKED);
  const first = await signInWithCode();
  const { device } = await confirmDevice(first);
  const other = await confirmDevice(await signInWithCode());
  const asked = await start(device.key);
  const swapped = openDeviceProof(send, APP, asked, ALICE.username, other.device);
  expect((await refusalOf(swapped)).name).toBe("NotAuthorizedException");
  const waiting = await openDeviceProof(send, APP, await start(device.key), ALICE.username, device);
  await send("ForgetDevice", { AccessToken: first.AccessToken, DeviceKey: device.key });
  expect((await refusalOf(send("RespondToAuthChallenge", waiting))).name).toBe("NotAuthorizedException");
  const again = await refusalOf(send("ForgetDevice", { AccessToken: first.AccessToken, DeviceKey: device.key }));
  expect(again).toEqual({ name: "ResourceNotFoundException", message: "Device does not exist." });
  const bob = await signInByPassword(send, BOB);
  const foreign = await refusalOf(send("ForgetDevice", { AccessToken: bob.AccessToken, DeviceKey: other.device.key }));
  expect(foreign.message).toBe("Device does not exist.");
});

test("a refresh must name the confirmed device, and ends when the device is forgotten elsewhere", async () => {
  await open(TRACKED);
  const tokens = await signInWithCode();
  const { device } = await confirmDevice(tokens);
  const elsewhere = await signInWithCode();
  const refresh = (more: object) => send("GetTokensFromRefreshToken", { ClientId: APP.id, RefreshToken: tokens.RefreshToken, ...more });
  expect((await refusalOf(refresh({}))).message).toBe("Invalid Refresh Token.");
  tokensOf(await refresh({ DeviceKey: device.key }));
  await send("ForgetDevice", { AccessToken: elsewhere.AccessToken, DeviceKey: device.key });
  expect((await refusalOf(refresh({ DeviceKey: device.key }))).message).toBe("Refresh Token has been revoked");
});

test("only this sign-in's own device can be confirmed, once, with a verifier that proves something", async () => {
  await open(TRACKED);
  const [tokens, other] = [await signInWithCode(), await signInWithCode()];
  const metadata = newDeviceOf(tokens);
  const { config } = makeDevice(metadata ?? { DeviceKey: "", DeviceGroupKey: "" });
  const confirm = (AccessToken: string, more: object = {}) =>
    send("ConfirmDevice", { AccessToken, DeviceKey: metadata?.DeviceKey, DeviceSecretVerifierConfig: config, ...more });
  expect(await refusalOf(confirm(other.AccessToken))).toEqual({ name: "InvalidParameterException", message: "Invalid device key given." });
  const trivial = { ...config, PasswordVerifier: Buffer.from([1]).toString("base64") };
  expect((await refusalOf(confirm(tokens.AccessToken, { DeviceSecretVerifierConfig: trivial }))).name).toBe("InvalidParameterException");
  await confirm(tokens.AccessToken);
  expect((await refusalOf(confirm(tokens.AccessToken))).name).toBe("DeviceKeyExistsException");
});

test("where the user is asked, a device skips the code only after the user said yes", async () => {
  await open({ ...TRACKED, onlyRememberedOnUserPrompt: true });
  const tokens = await signInWithCode();
  const { device, answer } = await confirmDevice(tokens);
  expect(answer).toMatchObject({ UserConfirmationNecessary: true });
  expect((await start(device.key)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const status = { AccessToken: tokens.AccessToken, DeviceKey: device.key, DeviceRememberedStatus: "remembered" };
  await send("UpdateDeviceStatus", status);
  expect((await start(device.key)).ChallengeName).toBe("DEVICE_SRP_AUTH");
});

test("an answer that names an unknown device is told so, and can be sent again without it", async () => {
  await open(TRACKED);
  const asked = await start();
  const code = { SOFTWARE_TOKEN_MFA_CODE: freshTotpCode(running, TOTP_SECRET) };
  const answer = (more: Readonly<Record<string, string>>) =>
    send("RespondToAuthChallenge", reply(APP, "SOFTWARE_TOKEN_MFA", asked.Session, ALICE.username, { ...code, ...more }));
  const unknown = { DEVICE_KEY: "eu-central-1_00000000-0000-4000-8000-000000000000" };
  expect(await refusalOf(answer(unknown))).toEqual({ name: "ResourceNotFoundException", message: "Device does not exist." });
  expect(newDeviceOf(tokensOf(await answer({})))).toBeDefined();
});

test("devices are listed in pages, oldest first", async () => {
  await open(TRACKED);
  const keys: string[] = [];
  let tokens = await signInWithCode();
  for (let count = 0; count < 3; count += 1) {
    keys.push((await confirmDevice(tokens)).device.key);
    tokens = await signInWithCode();
  }
  const list = (more: object) => send("ListDevices", { AccessToken: tokens.AccessToken, ...more });
  const first = await list({ Limit: 2 });
  const second = await list({ Limit: 2, PaginationToken: first["PaginationToken"] });
  const listed = [first, second].flatMap((page) => page["Devices"] as { DeviceKey: string }[]);
  expect(listed.map(({ DeviceKey }) => DeviceKey)).toEqual(keys);
  expect(second["PaginationToken"]).toBeUndefined();
});
