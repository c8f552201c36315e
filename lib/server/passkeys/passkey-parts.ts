// What the verbs of this room need of the process. Tests hand in their own.
import "server-only";
import type { SessionParts } from "@/lib/server/session/session-parts";

/** The database in the app's role, the one clock, and the user pool. */
export type PasskeyParts = Pick<SessionParts, "database" | "clock" | "callCognito">;
