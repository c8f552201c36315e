// What the suites ask of a pool's control, where the pool has none: time passes by itself, and mail is read by a program of the operator's.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PoolControl } from "../support/pool-control";
import type { LiveSettings } from "./live-settings";

const MAIL_TRIES = 60;
const MAIL_PAUSE_MS = 2_000;

const wait = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A pool whose clock is everybody's and whose mail goes to a real mailbox. */
export class LiveControl extends PoolControl {
  readonly #codeCommand: string;

  constructor(endpoint: string, { codeCommand }: Pick<LiveSettings, "codeCommand">) {
    super(endpoint);
    this.#codeCommand = codeCommand;
  }

  /** Asks the operator's program until it prints a code of six digits; an address gets one code in these journeys. */
  override async mailedCode(to: string): Promise<string> {
    for (let attempt = 0; attempt < MAIL_TRIES; attempt += 1) {
      const { stdout } = await promisify(execFile)("/bin/sh", ["-c", `${this.#codeCommand} "$1"`, "sh", to]);
      const code = /\b\d{6}\b/.exec(stdout)?.[0];
      if (code !== undefined) return code;
      await wait(MAIL_PAUSE_MS);
    }
    throw new Error(`E2E_CODE_COMMAND printed no code for ${to}`);
  }

  /** Nobody moves this clock: moving on is waiting. */
  override async advanceClock(advanceSeconds: number): Promise<number> {
    await wait(advanceSeconds * 1_000);
    return Math.floor(Date.now() / 1_000);
  }
}
