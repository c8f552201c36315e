// What an attack is: what it does, and which alert it must raise. Every one drives the running product over HTTP, as an attacker would, and knows nothing else.
import type { Probe, Signal } from "@/lib/monitoring/signal";
import type { AppAddress, AppClient } from "../support/app-client";
import type { PoolControl } from "../support/pool-control";
import type { Person, PoolFacts } from "../support/trader";

/** The product under attack, on this machine. */
export interface Attacked {
  readonly app: AppAddress;
  readonly pool: PoolFacts;
  /** Where the user pool answers. */
  readonly poolUrl: string;
  readonly control: PoolControl;
  /** Says what is being done, for whoever watches. */
  say(text: string): void;
}

/** The alert that an attack raises. */
export interface Raised {
  readonly signal: Signal;
  readonly probe: Probe;
  /** Of the alert's subject: `network:` with the attacker's own, `account` for any trader, `pool:` with its id, or `product`. */
  readonly subject: "network" | "account" | "pool" | "product";
}

/** Somebody who has an account, and the browser in which they are signed in at home. */
export interface Resident {
  readonly person: Person;
  readonly client: AppClient;
}

/** One attack. `raises` is null for what is none. */
export interface Attack {
  /** As it is typed: `npm run attack -- NAME`. */
  readonly name: string;
  /** One line for the usage. */
  readonly does: string;
  readonly raises: Raised | null;
  /** An alert that stands for this one too while it lasts: a spray within a stuffing is not told again. */
  readonly coveredBy?: Probe;
  /** What has to be there before, which is nobody's attack: people who live at the product. Answers what `strike` is given. */
  readonly prepare?: (attacked: Attacked) => Promise<readonly Resident[]>;
  /** The attack itself, from networks that begin with `from` (two numbers of an address in 127.0.0.0/8). */
  strike(attacked: Attacked, from: string, residents: readonly Resident[]): Promise<void>;
}
