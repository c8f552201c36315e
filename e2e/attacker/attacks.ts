// Every attack that can be typed.
import type { Attack } from "./attack";
import { ENUMERATION } from "./enumeration";
import { FORGED_TOKENS } from "./forged-tokens";
import { POOL_TAMPER } from "./pool-tamper";
import { RECOVERY_PROBE } from "./recovery-probe";
import { SPRAY } from "./spray";
import { STOLEN_SESSION } from "./stolen-session";
import { STUFFING } from "./stuffing";

export const ATTACKS: readonly Attack[] = [SPRAY, STUFFING, ENUMERATION, RECOVERY_PROBE, FORGED_TOKENS, POOL_TAMPER, STOLEN_SESSION];
