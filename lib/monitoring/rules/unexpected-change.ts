// Signal 2: something by which an account is entered was changed, and not in the way in which its owner changes it.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { CHANGE_KINDS } from "../change-kinds";
import { THRESHOLDS } from "../thresholds";
import type { WatchedEvent } from "../watched-event";
import { asEvidence, minutes, textOf, within } from "../within";

const { changeFromUnknownDevice: device, refusedChanges: refused, stolenSession: stolen } = THRESHOLDS;
const PROOFS = ["step_up_proven", "step_up_used"];
const STOLEN = ["session_client_changed", "refresh_reused", "foreign_shell_refused"];

const found = (subject: string, list: readonly WatchedEvent[]) => ({
  signal: "unexpected_change" as const,
  subject,
  evidence: asEvidence(list),
  breakdown: countBy(list, ({ kind }) => kind),
  runbook: "docs/runbook/alerts.md" as const,
});

/** A change that no proof and no fresh sign-in stands behind (one is enough), or refused changes that no proof follows. */
export const changeWithoutProof: Rule = (events, nowSeconds) => {
  const { windowSeconds } = refused;
  const bare = within(events, nowSeconds, windowSeconds, CHANGE_KINDS).filter((event) => textOf(event, "proof") === "none");
  const proofs = groupBy(within(events, nowSeconds, windowSeconds, PROOFS), ({ account }) => account);
  const isUnproven = ({ account, seq }: WatchedEvent): boolean => !(proofs.get(account ?? "") ?? []).some((proof) => proof.seq > seq);
  const refusals = within(events, nowSeconds, windowSeconds, ["credential_change_refused"]).filter(isUnproven);
  const tooMany = [...groupBy(refusals, ({ account }) => account)].filter(([, list]) => list.length >= refused.events);
  const common = { probe: "privilege_boundary", rule: "change-without-proof", windowSeconds } as const;
  return [
    ...[...groupBy(bare, ({ account }) => account)].map(([subject, list]) => ({
      ...common,
      ...found(subject, list),
      sentence: `The way into an account was changed ${list.length.toString()} time${list.length === 1 ? "" : "s"} without a proof behind it: a gate may have been passed that should not be.`,
    })),
    ...tooMany.map(([subject, list]) => ({
      ...common,
      ...found(subject, list),
      rule: "refused-changes",
      sentence: `${list.length.toString()} changes of how one account is entered were refused in ${minutes(windowSeconds)}, and no proof followed: somebody with a session of it is trying what the session may not do.`,
    })),
  ];
};

/** A change out of a session whose browser the account's owner is not known by: a session is always opened in a browser that is known from then on. */
export const changeFromUnknownDevice: Rule = (events, nowSeconds) => {
  const changes = within(events, nowSeconds, device.windowSeconds, CHANGE_KINDS).filter((event) => textOf(event, "knownDevice") === "no");
  return [...groupBy(changes, ({ account }) => account)].map(([subject, list]) => ({
    ...found(subject, list),
    probe: "account_takeover",
    rule: "change-from-unknown-device",
    windowSeconds: device.windowSeconds,
    sentence:
      "The way into an account was changed from a browser that its owner has never signed in with: its session may have been carried to another machine.",
  }));
};

/** A cookie or a token was seen in other hands. The session has ended already; who has the copy is worth knowing. */
export const stolenSession: Rule = (events, nowSeconds) =>
  [...groupBy(within(events, nowSeconds, stolen.windowSeconds, STOLEN), ({ account }) => account)].map(([subject, list]) => ({
    ...found(subject, list),
    probe: "session_theft",
    rule: "stolen-session",
    windowSeconds: stolen.windowSeconds,
    sentence:
      "A session of an account was used from another machine, or an old key of it was used again, so it was ended: its cookie may have been copied.",
  }));
