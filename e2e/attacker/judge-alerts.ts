// Whether an attack raised exactly its own alert.
import type { Attack, Raised } from "./attack";

/** What an alert says of itself, in the mail and in the table alike. */
export interface AlertSeen {
  readonly signal: string;
  readonly probe: string;
  readonly subject: string;
}

/** Where an attack came from and what it went to, by which its alert is told from somebody else's. */
export interface Place {
  /** The first two numbers of the attacker's addresses. */
  readonly from: string;
  readonly userPoolId: string;
}

function isSubject(subject: string, expected: Raised["subject"], { from, userPoolId }: Place): boolean {
  if (expected === "network") return subject.startsWith(`network:${from}.`);
  if (expected === "account") return subject.startsWith("trader:");
  return subject === (expected === "pool" ? `pool:${userPoolId}` : "product");
}

/** Whether this alert is the one that the attack raises. */
export const isItsOwn = ({ raises }: Attack, alert: AlertSeen, place: Place): boolean =>
  raises !== null && alert.signal === raises.signal && alert.probe === raises.probe && isSubject(alert.subject, raises.subject, place);

/** One line for each way in which the alerts are not exactly the attack's own; empty when they are. */
export function faultsOf(attack: Attack, alerts: readonly AlertSeen[], place: Place): readonly string[] {
  const own = alerts.filter((alert) => isItsOwn(attack, alert, place));
  const others = alerts.filter((alert) => !isItsOwn(attack, alert, place));
  const wanted = attack.raises === null ? 0 : 1;
  return [
    ...(own.length < wanted ? [`no alert ${String(attack.raises?.signal)} (${String(attack.raises?.probe)}) came`] : []),
    ...(own.length > wanted ? [`its alert came ${String(own.length)} times`] : []),
    ...others.map(({ signal, probe, subject }) => `the alert ${signal} (${probe}) at ${subject} is not its own`),
  ];
}
