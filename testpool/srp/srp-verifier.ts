// The pool stores SRP verifiers and never a password.
import { createHash, randomBytes } from "node:crypto";
import type { SrpVerifier } from "../store/records";
import { powerOfG } from "./power-of-g";
import { hashHex, padHex } from "./srp-group";

/** The pool's short name, which clients put into every SRP hash: what follows the region and underscore. */
export function poolShortName(poolId: string): string {
  return poolId.slice(poolId.indexOf("_") + 1);
}

/** v = g^x with x = H(PAD(salt) | H(poolName | username ":" password)). */
export function srpVerifierHex(poolId: string, username: string, password: string, saltHex: string): string {
  const identity = createHash("sha256")
    .update(`${poolShortName(poolId)}${username}:${password}`)
    .digest("hex");
  const x = hashHex(padHex(BigInt(`0x${saltHex}`)) + identity);
  return powerOfG(x).toString(16);
}

/** A fresh salt of 16 bytes (observed length) and the verifier under it. */
export function makeSrpVerifier(poolId: string, username: string, password: string): SrpVerifier {
  const saltHex = randomBytes(16).toString("hex");
  return { saltHex, verifierHex: srpVerifierHex(poolId, username, password, saltHex) };
}
