// Signal 3: custom challenges that are failed or walked away from. Whoever meets one has passed what comes before it.
import type { Finding, Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import type { WatchedEvent } from "../watched-event";
import { asEvidence, minutes, within } from "../within";

const { challengeFailures: failures, challengeAbandons: abandons } = THRESHOLDS;
const FAILED = ["suspicion_refused", "recovery_code_refused"];
const STARTED = "sign_in_suspected";
const ENDED = ["suspicion_cleared", "suspicion_refused"];

interface Burst {
  readonly rule: "challenge-failures" | "challenge-abandons";
  readonly windowSeconds: number;
  readonly events: number;
  readonly accounts: number;
  readonly verb: string;
}

/** A burst at one account, or at many accounts from one network; the network is told only where no account alone is reason enough. */
function bursts(list: readonly WatchedEvent[], { rule, windowSeconds, events, accounts, verb }: Burst): readonly Finding[] {
  const common = { signal: "custom_challenge", probe: "custom_challenge", rule, windowSeconds, runbook: "docs/runbook/alerts.md" } as const;
  const told = (subject: string, some: readonly WatchedEvent[], where: string): Finding => ({
    ...common,
    subject,
    evidence: asEvidence(some),
    breakdown: countBy(some, ({ kind }) => kind),
    sentence: `${some.length.toString()} custom challenges ${where} were ${verb} in ${minutes(windowSeconds)}: somebody who got as far as that is looking for a way past it.`,
  });
  const atAccounts = [...groupBy(list, ({ account }) => account)].filter(([, some]) => some.length >= events);
  const fromNetworks = [...groupBy(list, ({ network }) => network)].filter(
    ([, some]) => groupBy(some, ({ account }) => account).size >= accounts,
  );
  return [
    ...atAccounts.map(([subject, some]) => told(subject, some, "of one account")),
    ...fromNetworks.map(([network, some]) =>
      told(`network:${network}`, some, `of ${groupBy(some, ({ account }) => account).size.toString()} accounts, from one network,`),
    ),
  ];
}

/** Wrong answers to custom challenges. */
export const challengeFailures: Rule = (events, nowSeconds) =>
  bursts(within(events, nowSeconds, failures.windowSeconds, FAILED), { ...failures, rule: "challenge-failures", verb: "failed" });

/** Challenges that were started and not ended by an answer in time. One that can still be answered is none yet. */
export const challengeAbandons: Rule = (events, nowSeconds) => {
  const all = within(events, nowSeconds, abandons.windowSeconds, [STARTED, ...ENDED]);
  const abandoned = [...groupBy(all, ({ account }) => account).values()].flatMap((list) =>
    list.filter(
      (event, index) =>
        event.kind === STARTED && event.atSeconds <= nowSeconds - abandons.answerSeconds && !ENDED.includes(list[index + 1]?.kind ?? ""),
    ),
  );
  const inOrder = abandoned.sort((left, right) => left.seq - right.seq);
  return bursts(inOrder, { ...abandons, rule: "challenge-abandons", verb: "walked away from" });
};
