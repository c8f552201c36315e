// TOTP codes of one authenticator (RFC 6238). The pool refuses a step once it or a later one was used, so the authenticator
// remembers too; the seeded trader's memory is a file, because several suites in several processes hold that phone.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Secret, TOTP } from "otpauth";
import type { PoolControl } from "./pool-control";

const STEP_SECONDS = 30;

/** One authenticator app. Never answers the same step twice. */
export class TotpCodes {
  readonly #totp: TOTP;
  readonly #memoryFile: string | null;
  #lastStep = 0;

  constructor(secretBase32: string, memoryFile: string | null = null) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secretBase32), digits: 6, period: STEP_SECONDS, algorithm: "SHA1" });
    this.#memoryFile = memoryFile;
  }

  /** The next unused code, or null when every step that the pool takes now is used. `nowSeconds` is the pool's time. */
  tryNext(nowSeconds: number): string | null {
    const current = Math.floor(nowSeconds / STEP_SECONDS);
    // The step before last is good only while it cannot run out on the way.
    const oldest = nowSeconds % STEP_SECONDS < STEP_SECONDS / 2 ? current - 1 : current;
    const step = Math.max(oldest, this.#recall() + 1);
    if (step > current + 1) return null;
    this.#remember(step);
    return this.#totp.generate({ timestamp: step * STEP_SECONDS * 1000 });
  }

  #recall(): number {
    if (this.#memoryFile !== null && existsSync(this.#memoryFile)) this.#lastStep = Number(readFileSync(this.#memoryFile, "utf8"));
    return this.#lastStep;
  }

  #remember(step: number): void {
    this.#lastStep = step;
    if (this.#memoryFile !== null) writeFileSync(this.#memoryFile, String(step));
  }
}

/** A code that was never used. When there is none left, the pool's clock moves on by a step; nobody waits half a minute. */
export async function unusedCode(codes: TotpCodes, control: PoolControl): Promise<string> {
  const code = codes.tryNext(await control.nowSeconds());
  if (code !== null) return code;
  await control.advanceClock(STEP_SECONDS);
  return unusedCode(codes, control);
}
