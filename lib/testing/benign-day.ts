// A day on which nobody attacks anybody, by a seed: thousands of people mistype, forget, move, enrol and walk away from things.
import { randomBelow } from "./random-facts";
import type { Written } from "./watched-events";

/** What the log shows of one person. */
interface Person {
  readonly account: string;
  readonly network: string;
}

/** What a day is made of. */
export interface BenignDay {
  readonly seed: number;
  readonly traders: number;
  readonly startsAtSeconds: number;
}

const HOUR = 3_600;
const PER_MILLE = 1_000;
/** People in a thousand whose home is a network that they share with many: a carrier's, an office's. */
const SHARING = 350;
const SHARED_NETWORKS = 12;

/** Every event of the day that a rule looks at, in no particular order. */
export function benignDay({ seed, traders, startsAtSeconds }: BenignDay): Written[] {
  const below = randomBelow(seed);
  const events: Written[] = [];
  const happens = (perMille: number): boolean => below(PER_MILLE) < perMille;
  const write = (person: Partial<Person>, atSeconds: number, kind: string, detail: Written["detail"] = {}): void => {
    events.push({ atSeconds, kind, account: person.account ?? null, network: person.network ?? null, detail });
  };
  // Most people come in the morning and in the evening, as two bells.
  const anHour = (): number => {
    const bell = (below(HOUR) + below(HOUR) + below(HOUR)) * 1.6;
    return startsAtSeconds + (happens(550) ? 7 * HOUR + bell : happens(700) ? 16 * HOUR + bell : below(24 * HOUR));
  };

  for (let index = 0; index < traders; index += 1) {
    const network = happens(SHARING)
      ? `203.0.${below(SHARED_NETWORKS).toString()}.0/24`
      : `10.${(index >> 8).toString()}.${(index % 256).toString()}.0/24`;
    const person: Person = { account: `trader:${index.toString(16).padStart(16, "0")}`, network };
    const signIns = 1 + below(3);
    for (let count = 0; count < signIns; count += 1) signIn(person, Math.floor(anHour()));
    if (happens(20)) change(person, Math.floor(anHour()));
  }
  for (let count = 0; count < traders / 100; count += 1) signUp(count, Math.floor(anHour()), `198.51.${(count % 200).toString()}.0/24`);
  const conference = startsAtSeconds + 13 * HOUR;
  for (let count = 0; count < 15; count += 1) signUp(10_000 + count, conference + below(600), "192.0.2.0/24");
  tokens();
  return events;

  function signIn(person: Person, startsAt: number): void {
    let at = startsAt;
    const wrong = (kind: string, purpose: string): void => {
      at += 5 + below(30);
      write(person, at, kind, { purpose, reason: "NotAuthorizedException" });
    };
    if (happens(120)) wrong("sign_in_failed", "password");
    if (happens(30)) for (let count = 0; count < 2; count += 1) wrong("sign_in_failed", "password");
    if (happens(10)) {
      for (let count = 0; count < 4; count += 1) wrong("sign_in_failed", "password");
      for (let count = 0; count <= below(3); count += 1) wrong("sign_in_locked", "password");
      for (let count = 0; count <= below(2); count += 1) write(person, (at += 60), "password_reset_asked");
      if (happens(300)) write(person, (at += 90), "password_reset_refused");
      // One in ten gives up for today.
      if (happens(100)) return;
    }
    if (happens(50)) for (let count = 0; count <= below(3); count += 1) wrong("sign_in_failed", "totp");
    if (happens(30)) {
      write(person, (at += 5), "sign_in_suspected");
      if (happens(50)) return;
      if (happens(100)) {
        write(person, (at += 40), "suspicion_refused");
        write(person, (at += 20), "sign_in_suspected");
      }
      write(person, (at += 20 + below(100)), "suspicion_cleared");
    }
    if (happens(1)) write(person, (at += 30), "recovery_code_refused");
    write(person, (at += 5), "session_opened");
  }

  function change(person: Person, at: number): void {
    if (happens(300)) write(person, at, "credential_change_refused");
    // Some look at the approval and leave it.
    if (happens(100)) return;
    write(person, at + 20, "step_up_proven");
    write(person, at + 21, "step_up_used");
    write(person, at + 22, happens(500) ? "passkey_added" : "password_changed", { proof: "step_up", knownDevice: "yes" });
  }

  function signUp(index: number, at: number, network: string): void {
    const person = { account: `account:${index.toString(16).padStart(16, "0")}`, network };
    write(person, at, "sign_up_started");
    if (happens(900)) write(person, at + 60, "sign_up_confirmed");
    if (happens(50)) write(person, at + 90, "password_reset_asked");
  }

  function tokens(): void {
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      // A forgotten program asks every ten seconds with a key that was revoked.
      const reasons = { expired: below(200), no_session: below(8), unknown_key: 6 };
      write({}, startsAtSeconds + minute * 60, "token_refused", { count: 6, reasons, networks: {} });
    }
    // Somebody's scanner comes by.
    write({}, startsAtSeconds + 3 * HOUR, "token_refused", { count: 6, reasons: { malformed: 6 }, networks: { "192.0.2.0/24": 6 } });
  }
}
