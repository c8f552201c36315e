// What a suite holds in its hands: the running product, the pool behind it, and the people who use it.
import { type AppAddress, AppClient } from "./app-client";
import { DEMO_TOTP_MEMORY, readHarnessFacts, type HarnessFacts } from "./harness-facts";
import type { WorkerOrder } from "./harness-worker";
import { PoolControl } from "./pool-control";
import type { Outage } from "./recorder";
import type { RelayState } from "./relay";
import type { SeenSecret } from "./secrets-seen";
import { type Person, signIn, signUp } from "./trader";
import { TotpCodes } from "./totp-codes";

/** The parts that stand behind a relay. */
export type RelayedPart = "database" | "chain" | "mail";

/** A person with a live session in the client's jar. */
export interface SignedIn {
  readonly person: Person;
  readonly client: AppClient;
}

/** The run's stack, reached from a suite. */
export class Harness {
  readonly facts: HarnessFacts;
  readonly app: AppAddress;
  readonly control: PoolControl;

  constructor(facts = readHarnessFacts()) {
    this.facts = facts;
    this.app = { origin: facts.origin, ports: [...facts.ports] };
    this.control = new PoolControl(facts.poolUrl);
  }

  newClient(): AppClient {
    return new AppClient(this.app);
  }

  /** Somebody new, signed up, enrolled and signed in. Nobody else knows them, so a suite may ruin them. */
  async newTrader(): Promise<SignedIn> {
    const person = await signUp(this.newClient(), this.facts, this.control);
    return { person, client: await this.signInAgain(person) };
  }

  /** A second browser of the same person. */
  async signInAgain(person: Person, client = this.newClient(), process = 0): Promise<AppClient> {
    await signIn(client, this.facts, this.control, person, process);
    return client;
  }

  /** The seeded, funded trader: the one whose figures must never leak. */
  async demoTrader(): Promise<SignedIn> {
    const person = await this.demoPerson();
    return { person, client: await this.signInAgain(person) };
  }

  /** The same trader without a session, with the one authenticator that all suites share. */
  async demoPerson(): Promise<Person> {
    const seeded = (await this.control.demo()).traders.find(({ email }) => email === "trader@holdfast.test");
    if (seeded?.totpSecret === undefined) throw new Error("The pool has no demo trader with an authenticator");
    return { email: seeded.email, password: seeded.password, codes: new TotpCodes(seeded.totpSecret, DEMO_TOTP_MEMORY) };
  }

  /** Calls that reached the pool through the product, by operation, since the run began. */
  counts(): Promise<Record<string, number>> {
    return this.#ask<Record<string, number>>("/counts");
  }

  /** Every live secret that has passed between product and pool. */
  secrets(): Promise<SeenSecret[]> {
    return this.#ask<SeenSecret[]>("/secrets");
  }

  /** Runs `work` while the pool fails in these ways; the pool is well again afterwards, whatever happened. */
  async duringOutage<Outcome>(outages: readonly Outage[], work: () => Promise<Outcome>): Promise<Outcome> {
    await this.setOutages(outages);
    try {
      return await work();
    } finally {
      await this.setOutages([]);
    }
  }

  /** Runs `work` while a part behind a relay is gone, silent or strange. */
  async without<Outcome>(part: RelayedPart, state: Exclude<RelayState, "up">, work: () => Promise<Outcome>): Promise<Outcome> {
    await this.setRelay(part, state);
    try {
      return await work();
    } finally {
      await this.setRelay(part, "up");
    }
  }

  /** Sets the outages of pool and keys that hold until the next call. */
  async setOutages(outages: readonly Outage[]): Promise<void> {
    await this.#ask("/outages", outages);
  }

  async setRelay(part: RelayedPart, state: RelayState): Promise<void> {
    await this.#ask("/relay", { part, state });
  }

  /** Runs `work` while nobody settles withdrawals; `kill` ends the worker without a word first, `stop` lets it finish its round. */
  async withoutWorker<Outcome>(how: "stop" | "kill", work: () => Promise<Outcome>): Promise<Outcome> {
    await this.orderWorker(how);
    try {
      return await work();
    } finally {
      await this.orderWorker("start");
    }
  }

  /** Starts, stops or kills the settlement worker. */
  async orderWorker(order: WorkerOrder): Promise<void> {
    await this.#ask("/worker", { order });
  }

  async #ask<Answer>(path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.facts.controlUrl}${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The harness answered ${String(answer.status)} to ${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}

let opened: Harness | null = null;

/** The harness of this worker, opened at the first call: the facts exist only once the global setup has run. */
export const openHarness = (): Harness => (opened ??= new Harness());
