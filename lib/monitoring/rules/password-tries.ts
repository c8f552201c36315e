// Who was tried and who got in, which tells an attack on many accounts from many people's typing mistakes.
import { groupBy } from "../group-by";
import type { WatchedEvent } from "../watched-event";
import { textOf, within } from "../within";

/** What happened at the accounts of one window. */
export interface PasswordTries {
  /** Wrong passwords, and tries while locked, at accounts that nobody has got into since their last failure. */
  readonly unsuccessful: readonly WatchedEvent[];
  /** Every account that was tried or got into. */
  readonly accountsSeen: number;
}

/** Judges the passwords among `events`, of one network or of all. */
export function passwordTries(events: readonly WatchedEvent[], nowSeconds: number, windowSeconds: number): PasswordTries {
  const seen = within(events, nowSeconds, windowSeconds, ["sign_in_failed", "sign_in_locked", "session_opened"]).filter(
    (event) => event.kind === "session_opened" || textOf(event, "purpose") === "password",
  );
  const byAccount = groupBy(seen, ({ account }) => account);
  const unsuccessful = [...byAccount.values()].filter((list) => list.at(-1)?.kind !== "session_opened");
  return {
    unsuccessful: unsuccessful.flatMap((list) => list.filter((event) => !isOpening(event))).sort((left, right) => left.seq - right.seq),
    accountsSeen: byAccount.size,
  };
}

const isOpening = ({ kind }: WatchedEvent): boolean => kind === "session_opened";
