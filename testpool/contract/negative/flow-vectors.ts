// Every bent proof of the sign-in flows, in one list.
import type { NegativeVector } from "../negative-vector";
import { CLIENT_VECTORS } from "./clients";
import { CODE_VECTORS } from "./codes";
import { PASSKEY_VECTORS } from "./passkeys";
import { SESSION_VECTORS } from "./sessions";
import { SRP_VECTORS } from "./srp";

/** All of them. */
export const FLOW_VECTORS: readonly NegativeVector[] = [
  ...SRP_VECTORS,
  ...SESSION_VECTORS,
  ...CODE_VECTORS,
  ...PASSKEY_VECTORS,
  ...CLIENT_VECTORS,
];
