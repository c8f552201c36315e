// What browser and server say to each other about the ways back. Times are RFC 3339, UTC.
import * as z from "zod";

/** The body of a new set of recovery codes. The very first set, right after a sign-in, needs no grant. */
export const RECOVERY_CODES_REQUEST = z.object({ grantId: z.uuid().optional() });

/** The body of a cancel link's confirmation. */
export const CANCEL_LINK_REQUEST = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/** The live set of recovery codes; `left` is null when no set was ever made. */
export interface RecoveryCodesDto {
  readonly left: number | null;
  readonly createdAt: string | null;
}

/** A new set: the only time that codes are answered. */
export interface RecoveryCodesMadeDto {
  readonly codes: readonly string[];
  readonly createdAt: string;
}

/** What a cancel came to: the third within thirty days makes a dispute, which the support desk decides. */
export interface RecoveryCancelledDto {
  readonly outcome: "cancelled" | "disputed";
}

/** A recovery that runs, as every session of the trader is told of it. */
export interface OpenRecoveryDto {
  readonly startedAt: string;
  readonly readyAt: string;
  readonly isReady: boolean;
  readonly device: string;
  readonly network: string;
  readonly supportCode: string;
}

/** What the recovery step of a sign-in says, after the password: text by text, because it travels in Cognito's challenge parameters. */
export const RECOVERY_FACTS = z.object({
  state: z.enum(["none", "waiting", "ready", "disputed", "closed"]),
  /** When the wait ends; absent without one. */
  readyAt: z.string().optional(),
  /** When a recovery that is ready lapses. */
  lapsesAt: z.string().optional(),
  /** When a way back that the support desk has closed opens again. */
  opensAt: z.string().optional(),
  /** For the support desk; absent while there is nothing to ask about. */
  supportCode: z.string().optional(),
  /** Whether any recovery code works; how many is not told before one was shown. */
  hasCodes: z.enum(["yes", "no"]),
  /** Whether a code was just mailed. */
  mailed: z.enum(["yes", "no"]),
  /** The server's time in seconds, for countdowns. */
  now: z.string(),
});

export type RecoveryFacts = z.infer<typeof RECOVERY_FACTS>;
