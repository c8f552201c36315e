// Every attack that can be typed.
import type { Attack } from "./attack";
import { BENIGN } from "./benign";
import { CHALLENGE_GUESSING } from "./challenge-guessing";
import { ENUMERATION } from "./enumeration";
import { FORGED_TOKENS } from "./forged-tokens";
import { LOCKOUT } from "./lockout";
import { POOL_TAMPER } from "./pool-tamper";
import { RECOVERY_PROBE } from "./recovery-probe";
import { SPRAY } from "./spray";
import { STOLEN_SESSION } from "./stolen-session";
import { STUFFING } from "./stuffing";

/** By the names that are typed, what raises nothing last. */
export const ATTACKS: readonly Attack[] = [
  ...[SPRAY, STUFFING, LOCKOUT],
  ...[ENUMERATION, RECOVERY_PROBE, STOLEN_SESSION],
  ...[CHALLENGE_GUESSING, FORGED_TOKENS, POOL_TAMPER, BENIGN],
];
