// The prime of Cognito's SRP group, taken from Node's own table and not from the pool's arithmetic.
import { getDiffieHellman } from "node:crypto";

/** N, RFC 3526's 3072-bit prime, in hex. */
export const GROUP_PRIME_HEX = getDiffieHellman("modp15").getPrime("hex");
