// An authenticator made of code: real ES256 keys and signatures, and every part of a ceremony can be bent for a test.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { encodeCbor, type Cbor } from "./cbor";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

/** What a test may bend. Whatever is left out is what an honest browser and authenticator would say. */
export interface CeremonyBend {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly algorithm?: number;
  readonly credentialId?: string;
  readonly breakSignature?: boolean;
}

/** The members of creation and request options that the authenticator looks at. */
export interface CeremonyOptions {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();

function clientDataJson(type: string, options: CeremonyOptions, bend: CeremonyBend): string {
  return JSON.stringify({
    type: bend.type ?? type,
    challenge: bend.challenge ?? options.challenge,
    origin: bend.origin ?? "http://localhost:3000",
    crossOrigin: bend.crossOrigin ?? false,
  });
}

/** One passkey on one authenticator. */
export class SoftwareAuthenticator {
  readonly credentialId = base64url(randomBytes(32));
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle = "";
  private counter = 0;

  constructor() {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  private authenticatorData(options: CeremonyOptions, bend: CeremonyBend, attested: Buffer | null): Buffer {
    this.counter += 1;
    const present = (bend.userPresent ?? true) ? USER_PRESENT : 0;
    const verified = (bend.userVerified ?? true) ? USER_VERIFIED : 0;
    const fixed = Buffer.alloc(5);
    fixed.writeUInt8(present | verified | (attested === null ? 0 : ATTESTED));
    fixed.writeUInt32BE(bend.counter ?? this.counter, 1);
    const rpIdHash = sha256(bend.rpId ?? options.rp?.id ?? options.rpId ?? "");
    return Buffer.concat([rpIdHash, fixed, attested ?? Buffer.alloc(0)]);
  }

  private coseKey(algorithm: number): Buffer {
    const { x = "", y = "" } = this.publicKey.export({ format: "jwk" });
    const members: [number, Cbor][] = [
      [1, 2],
      [3, algorithm],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ];
    return encodeCbor(new Map(members));
  }

  /** A RegistrationResponseJSON for creation options. */
  create(options: CeremonyOptions, bend: CeremonyBend = {}) {
    this.userHandle = options.user?.id ?? "";
    const id = Buffer.from(bend.credentialId ?? this.credentialId, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.coseKey(bend.algorithm ?? -7)]);
    const authData = this.authenticatorData(options, bend, attested);
    const attestation = new Map<string, Cbor>([
      ["fmt", "none"],
      ["attStmt", new Map<string, Cbor>()],
      ["authData", authData],
    ]);
    return {
      id: base64url(id),
      rawId: base64url(id),
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(Buffer.from(clientDataJson("webauthn.create", options, bend))),
        attestationObject: base64url(encodeCbor(attestation)),
        transports: ["internal"],
      },
    };
  }

  /** An AuthenticationResponseJSON for request options. */
  get(options: CeremonyOptions, bend: CeremonyBend = {}) {
    const clientData = Buffer.from(clientDataJson("webauthn.get", options, bend));
    const authData = this.authenticatorData(options, bend, null);
    const signature = sign("SHA256", Buffer.concat([authData, sha256(clientData)]), this.privateKey);
    const bent = bend.breakSignature === true ? sign("SHA256", Buffer.from("something else"), this.privateKey) : signature;
    const id = bend.credentialId ?? this.credentialId;
    return {
      id,
      rawId: id,
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(bent),
        userHandle: bend.userHandle ?? this.userHandle,
      },
    };
  }
}
