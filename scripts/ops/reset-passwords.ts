// Requires a new password of many accounts, as fast as the pool's quota allows and no faster. Whom it has reached needs no second call.

/** One account as the pool lists it. */
export interface ListedAccount {
  readonly username: string;
  /** Cognito's UserStatus. */
  readonly status: string;
}

/** What the pool said to one reset. `later`: throttled, nothing was done. `impossible`: no password of their own, disabled, or no verified address. */
export type ResetAnswer = "reset" | "later" | "impossible";

export interface PasswordResets {
  readonly accounts: AsyncIterable<ListedAccount>;
  readonly reset: (username: string) => Promise<ResetAnswer>;
  readonly pause: (ms: number) => Promise<void>;
  /** At most so many calls a second. Cognito's quota for this group of operations is a setting of the account; mail has one of its own. */
  readonly perSecond: number;
  /** Called every hundred accounts and at the end. */
  readonly note: (progress: ResetProgress) => void;
}

export interface ResetProgress {
  readonly reset: number;
  /** Who must reset already: an earlier run, or the trader, has asked. */
  readonly already: number;
  readonly impossible: number;
  /** Usernames that the pool would not take after every attempt. Run again for them. */
  readonly failed: readonly string[];
}

const ATTEMPTS_MAX = 8;
const BACK_OFF_MS = 500;
const NOTED_EVERY = 100;

/** Goes through the accounts once. A throttled account is tried up to eight times, later each time; then it is counted as failed and the run goes on. */
export async function resetPasswords({ accounts, reset, pause, perSecond, note }: PasswordResets): Promise<ResetProgress> {
  const counts = { reset: 0, already: 0, impossible: 0 };
  const failed: string[] = [];
  const progress = (): ResetProgress => ({ ...counts, failed });
  let seen = 0;
  for await (const { username, status } of accounts) {
    seen += 1;
    if (status === "RESET_REQUIRED") counts.already += 1;
    else {
      const answer = await resetOne(username, { reset, pause, perSecond });
      if (answer === "later") failed.push(username);
      else counts[answer] += 1;
    }
    if (seen % NOTED_EVERY === 0) note(progress());
  }
  note(progress());
  return progress();
}

async function resetOne(
  username: string,
  { reset, pause, perSecond }: Pick<PasswordResets, "reset" | "pause" | "perSecond">,
): Promise<ResetAnswer> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    await pause(1_000 / perSecond);
    const answer = await reset(username);
    if (answer !== "later") return answer;
    await pause(BACK_OFF_MS * 2 ** attempt);
  }
  return "later";
}
