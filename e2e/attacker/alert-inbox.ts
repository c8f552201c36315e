// The alerts that reached the mailbox of whoever watches, read back from the mails. It is the demo's: alerts@holdfast.test at the local pool.
import type { Mail, PoolControl } from "../support/pool-control";
import type { AlertSeen } from "./judge-alerts";

/** An alert as its mail tells it. */
export interface AlertMail extends AlertSeen {
  readonly id: string;
  readonly sentence: string;
  /** When the first and the last event that it stands on happened, by the product's clock. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
}

const MAILBOX = "alerts@holdfast.test";

function alertOf({ subject, text }: Mail): AlertMail | null {
  const [, signal, probe] = /^Holdfast alert: (\w+) \((\w+)\)$/.exec(subject) ?? [];
  const line = (name: string): string => new RegExp(`^${name}: (.+)$`, "m").exec(text)?.[1]?.trim() ?? "";
  const [first = "", last = ""] = line("Seen").split(" to ");
  if (signal === undefined || probe === undefined) return null;
  return {
    ...{ signal, probe, subject: line("Subject"), id: line("Alert"), sentence: text.split("\n")[0] ?? "" },
    ...{ firstSeconds: Date.parse(first) / 1_000, lastSeconds: Date.parse(last) / 1_000 },
  };
}

/** Every alert that was mailed so far, oldest first. */
export async function alertsMailed(control: PoolControl): Promise<readonly AlertMail[]> {
  return (await control.notices(MAILBOX)).flatMap((mail) => alertOf(mail) ?? []);
}
