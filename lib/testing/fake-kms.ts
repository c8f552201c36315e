// AWS KMS's own protocol (JSON 1.1 over HTTP) around a real secp256k1 key: what the adapter meets in production, without an account.
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomInt, sign as signMessage } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hexToBigInt, numberToHex } from "viem";
import { privateKeyToAddress, sign as signDigest } from "viem/accounts";
import type { Hex } from "@/worker/chain";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** How the service behaves: well, with an error, with an answer that comes too late, with nonsense, or with another key's signatures. */
export type KmsHealth = "up" | "throttled" | "down" | "silent" | "garbage" | "another_key";

export interface FakeKms {
  readonly url: string;
  /** The account of the key. */
  readonly address: Hex;
  health: KmsHealth;
  /** What GetPublicKey says of the key. */
  keySpec: string;
  /** Lets OpenSSL sign the SHA-256 of this message when it is asked for, because OpenSSL signs messages and not digests. */
  knowMessage(message: Buffer): Buffer;
  /** How often each operation was asked for. */
  readonly asked: Record<string, number>;
  close(): Promise<void>;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** An ASN.1 INTEGER: as short as possible, and never negative. */
function derInteger(value: bigint): Buffer {
  const bytes = Buffer.from(
    value
      .toString(16)
      .padStart(64, "0")
      .replace(/^(?:00)+(?=..)/, ""),
    "hex",
  );
  const body = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([0x02, body.length]), body]);
}

/** KMS gives s in either half of the curve, so this does too. */
async function signatureOver(digest: Buffer, privateKey: Hex): Promise<Buffer> {
  const { r, s } = await signDigest({ hash: `0x${digest.toString("hex")}`, privateKey });
  const either = randomInt(2) === 0 ? hexToBigInt(s) : CURVE_ORDER - hexToBigInt(s);
  const body = Buffer.concat([derInteger(hexToBigInt(r)), derInteger(either)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

interface Key {
  readonly spki: Buffer;
  readonly object: KeyObject;
  readonly hex: Hex;
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  const { d = "" } = privateKey.export({ format: "jwk" });
  const hex = numberToHex(BigInt(`0x${Buffer.from(d, "base64url").toString("hex")}`), { size: 32 });
  return {
    spki: publicKey.export({ format: "der", type: "spki" }),
    object: createPrivateKey(privateKey.export({ format: "pem", type: "sec1" })),
    hex,
  };
}

const refuseWith = (response: ServerResponse, status: number, name: string): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify({ __type: name, message: name }));
};

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks = (await request.toArray()) as Buffer[];
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, string>;
}

/** Starts it on a free port. */
export async function startFakeKms(): Promise<FakeKms> {
  const [key, stranger] = [newKey(), newKey()];
  const messages = new Map<string, Buffer>();
  const asked: Record<string, number> = {};

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers["x-amz-target"]).replace("TrentService.", "");
    asked[operation] = (asked[operation] ?? 0) + 1;
    const body = await bodyOf(request);
    if (kms.health === "silent") return;
    if (kms.health === "down") {
      refuseWith(response, 500, "KMSInternalException");
      return;
    }
    if (kms.health === "throttled") {
      refuseWith(response, 400, "ThrottlingException");
      return;
    }
    if (!/^AWS4-HMAC-SHA256 /.test(request.headers.authorization ?? "")) {
      refuseWith(response, 400, "MissingAuthenticationTokenException");
      return;
    }
    const said = await say(operation, body);
    if (said === null) refuseWith(response, 400, "ValidationException");
    else response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(said));
  }

  async function say(operation: string, { KeyId, Message, MessageType, SigningAlgorithm }: Record<string, string>): Promise<object | null> {
    if (operation === "GetPublicKey") {
      const algorithms = { SigningAlgorithms: ["ECDSA_SHA_256"], KeyUsage: "SIGN_VERIFY" };
      return { KeyId, PublicKey: base64(key.spki), KeySpec: kms.keySpec, CustomerMasterKeySpec: kms.keySpec, ...algorithms };
    }
    const digest = Buffer.from(Message ?? "", "base64");
    if (operation !== "Sign" || MessageType !== "DIGEST" || SigningAlgorithm !== "ECDSA_SHA_256" || digest.length !== 32) return null;
    if (kms.health === "garbage") return { KeyId, Signature: base64(Buffer.from("3006020101020101ff", "hex")), SigningAlgorithm };
    const message = messages.get(digest.toString("hex"));
    const { hex } = kms.health === "another_key" ? stranger : key;
    const signature = message === undefined ? await signatureOver(digest, hex) : signMessage("sha256", message, key.object);
    return { KeyId, Signature: base64(signature), SigningAlgorithm };
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const kms: FakeKms = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    address: privateKeyToAddress(key.hex),
    ...{ health: "up", keySpec: "ECC_SECG_P256K1", asked },
    knowMessage: (message) => {
      const digest = createHash("sha256").update(message).digest();
      messages.set(digest.toString("hex"), message);
      return digest;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return kms;
}
