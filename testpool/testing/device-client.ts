// A device's half of device SRP, as the public clients do it: a secret of its own under a name that the pool gave it.
import { createHash, randomBytes } from "node:crypto";
import { formatSrpTimestamp } from "../srp/srp-timestamp";
import { hashFor, MACHINE_MS, reply, textOf, type Answer, type Send } from "./drive-pool";
import { SrpClient } from "./srp-client";
import type { TestClient } from "./test-seed";

/** What a device keeps: the pool's names for it, and its own secret. */
export interface DeviceSecret {
  readonly key: string;
  readonly groupKey: string;
  readonly password: string;
}

/** Hex as signed big integers are written: never with a leading bit that could be read as a sign. */
function padded(hex: string): string {
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

/** A fresh secret for the device that an AuthenticationResult named, and the verifier that ConfirmDevice takes. */
export function makeDevice(metadata: { readonly DeviceKey: string; readonly DeviceGroupKey: string }): {
  readonly device: DeviceSecret;
  readonly config: { readonly PasswordVerifier: string; readonly Salt: string };
} {
  const device = { key: metadata.DeviceKey, groupKey: metadata.DeviceGroupKey, password: randomBytes(40).toString("base64") };
  // A salt is a number to every client, so zeros at its front are not part of it.
  const saltHex = padded(BigInt(`0x${randomBytes(16).toString("hex")}`).toString(16));
  const identity = createHash("sha256").update(`${device.groupKey}${device.key}:${device.password}`).digest();
  const x = createHash("sha256").update(Buffer.from(saltHex, "hex")).update(identity).digest("hex");
  // g^x mod N is what a client with the private value x would publish.
  const verifierHex = padded(new SrpClient(x).publicHex);
  const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");
  return { device, config: { PasswordVerifier: base64(verifierHex), Salt: base64(saltHex) } };
}

/** Sends DEVICE_SRP_AUTH and answers the request that proves the device; `password` bends the proof. */
export async function openDeviceProof(
  send: Send,
  client: TestClient,
  asked: Answer,
  username: string,
  device: DeviceSecret,
  password = device.password,
): Promise<object> {
  const srp = new SrpClient();
  const first = { DEVICE_KEY: device.key, SRP_A: srp.publicHex };
  const answer = await send("RespondToAuthChallenge", reply(client, "DEVICE_SRP_AUTH", asked.Session, username, first));
  const read = (name: string) => textOf(answer.ChallengeParameters?.[name]);
  const sent = { SALT: read("SALT"), SRP_B: read("SRP_B"), SECRET_BLOCK: read("SECRET_BLOCK"), USER_ID_FOR_SRP: device.key };
  const timestamp = formatSrpTimestamp(MACHINE_MS);
  return reply(client, "DEVICE_PASSWORD_VERIFIER", answer.Session, username, {
    DEVICE_KEY: device.key,
    PASSWORD_CLAIM_SECRET_BLOCK: sent.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: srp.sign(device.groupKey, password, sent, timestamp),
    TIMESTAMP: timestamp,
    ...hashFor(client, username),
  });
}
