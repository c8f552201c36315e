// What the verbs of this room need of the process. Tests hand in their own.
import "server-only";
import type { Services } from "@/lib/server/services";

/** The database in the app's role, and the one clock. */
export type WalletParts = Pick<Services, "database" | "clock">;
