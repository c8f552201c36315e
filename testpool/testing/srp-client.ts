// A client's half of Cognito's SRP, written from the protocol with BigInt and sharing no arithmetic with the pool.
import { createHash, createHmac, randomBytes } from "node:crypto";

const N = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);
const G = 2n;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % N;
    factor = (factor * factor) % N;
  }
  return result;
}

function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Buffer.from(even, "hex");
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const asNumber = (bytes: Buffer) => BigInt(`0x${bytes.toString("hex")}`);

/** What the pool sent with PASSWORD_VERIFIER. */
export interface VerifierParameters {
  readonly SALT: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
  readonly USER_ID_FOR_SRP: string;
}

/** One sign-in attempt of a client. */
export class SrpClient {
  private readonly a: bigint;
  readonly publicHex: string;

  constructor(privateHex = randomBytes(32).toString("hex")) {
    this.a = BigInt(`0x${privateHex}`);
    this.publicHex = power(G, this.a).toString(16);
  }

  /** The 16-byte key for a password. */
  key(poolName: string, password: string, sent: VerifierParameters): Buffer {
    const A = BigInt(`0x${this.publicHex}`);
    const B = BigInt(`0x${sent.SRP_B}`);
    const u = asNumber(sha256(pad(A), pad(B)));
    const k = asNumber(sha256(pad(N), pad(G)));
    const identity = sha256(`${poolName}${sent.USER_ID_FOR_SRP}:${password}`);
    const x = asNumber(sha256(pad(BigInt(`0x${sent.SALT}`)), identity));
    const base = (((B - k * power(G, x)) % N) + N) % N;
    const secret = power(base, this.a + u * x);
    const prk = createHmac("sha256", pad(u)).update(pad(secret)).digest();
    return createHmac("sha256", prk).update("Caldera Derived Key\u0001").digest().subarray(0, 16);
  }

  /** PASSWORD_CLAIM_SIGNATURE. */
  sign(poolName: string, password: string, sent: VerifierParameters, timestamp: string): string {
    return createHmac("sha256", this.key(poolName, password, sent))
      .update(poolName)
      .update(sent.USER_ID_FOR_SRP)
      .update(Buffer.from(sent.SECRET_BLOCK, "base64"))
      .update(timestamp)
      .digest("base64");
  }
}
