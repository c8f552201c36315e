// What the settlement worker needs of the world, as ports: tests hand it a chain that dies at any call, a start hands it the real ones.
import type { Database } from "@/lib/server/postgres/database";
import type { Log } from "@/lib/server/telemetry/create-log";
import type { Clock } from "@/lib/use-cases/ports/clock";
import type { Chain } from "./chain";
import type { Signer } from "./signer";

/** Everything that one worker process holds. Several may run on one database: rows, not processes, decide who does what. */
export interface Worker {
  /** As holdfast_worker: it reads all and writes for one trader at a time. */
  readonly database: Database;
  readonly chain: Chain;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly log: Log;
  /** How many blocks, the payment's own included, must stand before a payment counts. */
  readonly confirmationsNeeded: number;
  /** The only origin and relying party for which a passkey's approval is good. */
  readonly approvedAt: { readonly origin: string; readonly rpId: string };
}
