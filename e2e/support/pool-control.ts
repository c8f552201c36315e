// The test pool's control API as the suites use it: mail, clock, faults, the demo traders.

export interface Mail {
  readonly to: string;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly code: string | null;
}

export interface DemoTrader {
  readonly email: string;
  readonly password: string;
  readonly totpSecret?: string;
}

export interface DemoPool {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly traders: readonly DemoTrader[];
}

/** Speaks to `/_testpool/` of one running pool. */
export class PoolControl {
  readonly #base: string;

  constructor(poolUrl: string) {
    this.#base = `${poolUrl.replace(/\/$/, "")}/_testpool`;
  }

  demo(): Promise<DemoPool> {
    return this.#ask<DemoPool>("GET", "/demo");
  }

  /** The newest code mailed to an address. Waits a little, because mail may follow the answer. */
  async mailedCode(to: string): Promise<string> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const { messages } = await this.#ask<{ messages: Mail[] }>("GET", `/outbox?to=${encodeURIComponent(to)}`);
      const code = messages.findLast((mail) => mail.code !== null && mail.code !== "")?.code;
      if (typeof code === "string") return code;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The pool mailed no code to ${to}`);
  }

  /** The newest mail of ours to an address whose subject matches. Waits, because the worker writes and sends it after the act. */
  async notice(to: string, subject: RegExp): Promise<Mail> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const found = (await this.notices(to)).findLast((mail) => subject.test(mail.subject));
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`No mail about ${String(subject)} reached ${to}`);
  }

  /** Every mail of ours to an address so far, newest last. */
  async notices(to: string): Promise<readonly Mail[]> {
    return (await this.#ask<{ messages: Mail[] }>("GET", `/outbox?kind=mail&to=${encodeURIComponent(to)}`)).messages;
  }

  /** The newest mail to an address whose subject matches, once there are more than `seen` of them: mail of ours follows by the worker. */
  async awaitMail(to: string, subject: RegExp, seen = 0): Promise<Mail> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const matching = (await this.#ask<{ messages: Mail[] }>("GET", `/outbox?to=${encodeURIComponent(to)}`)).messages.filter((mail) =>
        subject.test(mail.subject),
      );
      const newest = matching.at(-1);
      if (newest !== undefined && matching.length > seen) return newest;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`No mail about ${String(subject)} came to ${to}`);
  }

  /** Whole seconds by which the demo's clock is ahead of the machine's. */
  async clockOffsetSeconds(): Promise<number> {
    return (await this.#ask<{ offsetSeconds: number }>("GET", "/clock")).offsetSeconds;
  }

  /** Moves the one clock of pool, product and worker forward. Answers the pool's time in seconds. */
  async advanceClock(advanceSeconds: number): Promise<number> {
    const { now } = await this.#ask<{ now: number | string }>("POST", "/clock", { advanceSeconds });
    const seconds = typeof now === "number" ? now : Date.parse(now) / 1000;
    return Math.floor(seconds > 1e11 ? seconds / 1000 : seconds);
  }

  nowSeconds(): Promise<number> {
    return this.advanceClock(0);
  }

  async #ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const answer = await fetch(`${this.#base}${path}`, init);
    if (!answer.ok)
      throw new Error(`The pool's control API answered ${String(answer.status)} to ${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}
