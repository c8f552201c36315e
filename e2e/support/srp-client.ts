// The client's half of Cognito's SRP-6a, written from the protocol and not from Amplify, so that the attack suites
// sign in with proofs of their own making. Sources: RFC 5054, Cognito's HKDF info "Caldera Derived Key".
import { createDiffieHellman, createHash, createHmac, getDiffieHellman, randomBytes } from "node:crypto";

/** The 3072-bit group of RFC 3526, which Cognito uses. */
const PRIME = getDiffieHellman("modp15").getPrime();
const N = BigInt(`0x${PRIME.toString("hex")}`);
const G = 2n;

/** A positive number as hex in two's complement: even length, and no leading bit that would make it negative. */
function padded(value: bigint): string {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return /^[89a-f]/i.test(even) ? `00${even}` : even;
}

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};
const numberOf = (hex: string): bigint => BigInt(`0x${hex}`);
const bytesOf = (hex: string): Buffer => Buffer.from(hex, "hex");

// The other party's half of a Diffie-Hellman exchange is any base and our private key any exponent: OpenSSL's own arithmetic, seven times as fast as ours.
const exchange = createDiffieHellman(PRIME, Number(G));

function power(base: bigint, exponent: bigint): bigint {
  exchange.setPrivateKey(bytesOf(padded(exponent)));
  return numberOf(exchange.computeSecret(bytesOf(padded(((base % N) + N) % N))).toString("hex"));
}

/** What PASSWORD_VERIFIER brings. */
export interface SrpChallenge {
  readonly userIdForSrp: string;
  readonly salt: string;
  readonly srpB: string;
  readonly secretBlock: string;
}

/** One run of the protocol. `srpA` goes out first; `prove` answers the challenge. */
export function startSrp(userPoolId: string): {
  srpA: string;
  prove(challenge: SrpChallenge, password: string, now: Date): { signature: string; timestamp: string };
} {
  const poolName = userPoolId.split("_")[1] ?? "";
  const a = numberOf(randomBytes(32).toString("hex"));
  const bigA = power(G, a);
  const prove = (challenge: SrpChallenge, password: string, now: Date) => {
    const bigB = numberOf(challenge.srpB);
    const k = numberOf(sha256(bytesOf(padded(N)), bytesOf(padded(G))));
    const u = numberOf(sha256(bytesOf(padded(bigA)), bytesOf(padded(bigB))));
    const identity = sha256(`${poolName}${challenge.userIdForSrp}:${password}`);
    const x = numberOf(sha256(bytesOf(padded(numberOf(challenge.salt))), bytesOf(identity)));
    const shared = power(bigB - k * power(G, x), a + u * x);
    const prk = createHmac("sha256", bytesOf(padded(u)))
      .update(bytesOf(padded(shared)))
      .digest();
    const key = createHmac("sha256", prk)
      .update(Buffer.concat([Buffer.from("Caldera Derived Key"), Buffer.from([1])]))
      .digest()
      .subarray(0, 16);
    const timestamp = srpTimestamp(now);
    const signature = createHmac("sha256", key)
      .update(poolName)
      .update(challenge.userIdForSrp)
      .update(Buffer.from(challenge.secretBlock, "base64"))
      .update(timestamp)
      .digest("base64");
    return { signature, timestamp };
  };
  return { srpA: bigA.toString(16), prove };
}

/** Cognito's own form of a time: "Sun Nov 22 07:05:09 UTC 2026", the day without a leading zero. */
export function srpTimestamp(now: Date): string {
  const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const clock = now.toISOString().slice(11, 19);
  return `${days[now.getUTCDay()] ?? ""} ${months[now.getUTCMonth()] ?? ""} ${String(now.getUTCDate())} ${clock} UTC ${String(now.getUTCFullYear())}`;
}
