// What the verbs of this room need of the process. Tests hand in their own.
import "server-only";
import type { Services } from "@/lib/server/services";

/** The database in the app's role, the one clock, the chain, and the address that the product answers under. */
export type WalletParts = Pick<Services, "database" | "clock" | "wallets"> & { readonly settings: Pick<Services["settings"], "appOrigin"> };
