// All rules over one window of events. Rules that see the same attack from two sides are put in order here, so that one attack raises one alert.
import type { Finding, Rule } from "./finding";
import { groupBy } from "./group-by";
import { challengeAbandons, challengeFailures } from "./rules/custom-challenge";
import { credentialStuffing } from "./rules/credential-stuffing";
import { enumeration } from "./rules/enumeration";
import { failuresAtOneAccount, secondFactorAtOneAccount } from "./rules/failures-at-one-account";
import { passwordSpray } from "./rules/password-spray";
import { poolChange } from "./rules/pool-change";
import { recoveryProbe, recoveryProbeAtOneAccount } from "./rules/recovery-probe";
import { tokenFailures } from "./rules/token-failures";
import { changeFromUnknownDevice, changeWithoutProof, stolenSession } from "./rules/unexpected-change";
import type { WatchedEvent } from "./watched-event";

const STANDING_ALONE: readonly Rule[] = [
  failuresAtOneAccount,
  secondFactorAtOneAccount,
  recoveryProbeAtOneAccount,
  changeWithoutProof,
  changeFromUnknownDevice,
  stolenSession,
  challengeFailures,
  challengeAbandons,
  tokenFailures,
  poolChange,
];

/** More subjects of one rule than this at once are one alert about the product: nobody reads a thousand mails about one attack. */
export const SUBJECTS_MAX = 20;

function collapsed(list: readonly Finding[]): readonly Finding[] {
  const [first] = list;
  if (first === undefined || list.length <= SUBJECTS_MAX) return list;
  const evidence = list.flatMap((finding) => finding.evidence).sort((left, right) => left.event.seq - right.event.seq);
  const breakdown = { subjects: list.length };
  return [
    { ...first, subject: "product", evidence, breakdown, sentence: `At ${list.length.toString()} places at once: ${first.sentence}` },
  ];
}

/**
 * Everything that is found in `events` (oldest first, at least the longest window of them) as of `nowSeconds`. A stuffing from many networks is not told
 * once more per network as a spray, and a network that asks after strangers is not told once more for the accounts among them.
 */
export function judgeEvents(events: readonly WatchedEvent[], nowSeconds: number): readonly Finding[] {
  const stuffing = credentialStuffing(events, nowSeconds);
  const enumerating = enumeration(events, nowSeconds);
  const told = new Set(enumerating.map(({ subject }) => subject));
  const found = [
    ...stuffing,
    ...(stuffing.length > 0 ? [] : passwordSpray(events, nowSeconds)),
    ...enumerating,
    ...recoveryProbe(events, nowSeconds).filter(({ subject }) => !told.has(subject)),
    ...STANDING_ALONE.flatMap((rule) => rule(events, nowSeconds)),
  ];
  return [...groupBy(found, ({ rule }) => rule).values()].flatMap(collapsed);
}
