// What the verbs of ingest need, taken from the process. Tests and the indexer's own stand hand in their own.
import "server-only";
import { services, type Services } from "@/lib/server/services";

/** A database of the app role, and the time. */
export type IngestParts = Pick<Services, "database" | "clock">;

/** The parts of this process. */
export const ingestParts = (): IngestParts => services();
