// An authenticator in software: it makes a passkey and signs with it as a browser would hand it on. Only for tests.
import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

const FLAGS = { presence: 0x01, verification: 0x04, attested: 0x40 } as const;

const sha256 = (bytes: string | Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const clientData = (type: string, challenge: string, origin: string, changes: object = {}): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...changes }));

/** CBOR of the few shapes that an attestation needs: byte strings, texts, small integers, maps. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  const head = (major: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry as Uint8Array)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function coseKey(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const parts: [number, number | Buffer][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ];
  return cbor(new Map<number, unknown>(parts));
}

/** What an authenticator may say otherwise than a good one does. */
export interface SigningChanges {
  readonly signCount?: number;
  readonly isUserVerified?: boolean;
  readonly clientData?: Readonly<Record<string, unknown>>;
}

/** AuthenticationResponseJSON. */
export interface SignedAssertion {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly clientExtensionResults: object;
  readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string };
}

/** What an authenticator can do for one relying party. */
export interface SoftwarePasskey {
  readonly credentialId: string;
  /** COSE_Key, as a registration carries it. */
  readonly publicKey: Uint8Array;
  /** RegistrationResponseJSON for creation options with this challenge. */
  register(challenge: string, origin: string): object;
  /** AuthenticationResponseJSON for request options with this challenge. */
  sign(challenge: string, origin: string, changes?: SigningChanges): SignedAssertion;
}

/** Makes a passkey for `relyingPartyId` that says the user was verified. */
export function createSoftwarePasskey(relyingPartyId: string): SoftwarePasskey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const credentialId = id.toString("base64url");
  const authData = (tail: Uint8Array, { signCount = 0, isUserVerified = true }: SigningChanges = {}, more = 0): Buffer => {
    const flagsAndCount = Buffer.from([FLAGS.presence | (isUserVerified ? FLAGS.verification : 0) | more, 0, 0, 0, 0]);
    flagsAndCount.writeUInt32BE(signCount, 1);
    return Buffer.concat([sha256(relyingPartyId), flagsAndCount, tail]);
  };
  const common = { id: credentialId, rawId: credentialId, type: "public-key", clientExtensionResults: {} } as const;
  return {
    credentialId,
    publicKey: coseKey(publicKey),
    register: (challenge, origin) => {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData(attested, {}, FLAGS.attested)],
      ]);
      const clientDataJSON = clientData("webauthn.create", challenge, origin).toString("base64url");
      return {
        ...common,
        response: { clientDataJSON, attestationObject: cbor(attestation).toString("base64url"), transports: ["internal"] },
      };
    },
    sign: (challenge, origin, changes = {}) => {
      const data = clientData("webauthn.get", challenge, origin, changes.clientData);
      const authenticatorData = authData(new Uint8Array(), changes);
      const signature = createSign("sha256").update(authenticatorData).update(sha256(data)).sign(privateKey).toString("base64url");
      return {
        ...common,
        response: { clientDataJSON: data.toString("base64url"), authenticatorData: authenticatorData.toString("base64url"), signature },
      };
    },
  };
}
