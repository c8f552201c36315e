// The arithmetic of docs/scale.md: what a trader uses, what each part bears, and at how many traders it bends. The page shows what this file reckons.
import { TRADER_POOL } from "@/lib/policy/pool-policy";

const DAY_SECONDS = 86_400;
const YEAR_DAYS = 365;

/** What people do. All of these are assumptions, made on the busy side; a real product's own figures replace them. */
export const ASSUMED = {
  /** Of all traders, who comes on a day, and who is there at the busiest moment. */
  activeADayShare: 0.2,
  atOnceShare: 0.05,
  /** Of a day's work, how much falls into its busiest hour, and how much busier a minute of it can be than its mean. */
  busiestHourShare: 0.15,
  burst: 3,
  /** Of one active trader, on one day. */
  signInsADay: 1.5,
  approvalsADay: 0.2,
  withdrawalsADay: 0.02,
  journalEntriesADay: 0.5,
  securityEventsADay: 6,
  mailsADay: 0.3,
  /** Of one trader who is there: questions a second, polling counted. */
  requestsASecond: 0.2,
  streams: 1,
  /** What one process with one virtual processor answers. Nobody has measured it on that machine. */
  requestsAProcessASecond: 100,
  logBytesARequest: 400,
  /** Reckoned from the columns and their indexes. */
  sessionRowBytes: 1_000,
  eventRowBytes: 600,
  journalRowBytes: 900,
} as const;

/** What others allow by default, as documented: requests a second of an account in one Region, unless it says otherwise. */
export const QUOTAS = {
  userAuthenticationASecond: 120,
  userTokenASecond: 120,
  userCreationASecond: 50,
  userResourceReadASecond: 50,
  /** Fixed: AWS does not raise these two. */
  userResourceUpdateASecond: 25,
  userAccountRecoveryASecond: 30,
  kmsSignaturesASecond: 1_000,
  sesMailsADay: 50_000,
} as const;

/** What was measured here, on two cores, by the command that the page names. */
export const MEASURED = {
  withdrawalsASecond: 15.2,
  indexedSwapsASecond: 1_529,
  sealedEvents: 8_000,
  sealedEventsSeconds: 1.4,
} as const;

/** Constants of the code and of the templates; the test compares them with the files that they are from. */
export const BUILT = {
  databasePoolAProcess: 10,
  streamsAProcess: 2_000,
  appTasksMax: 24,
  connectionsAlarm: 800,
  watchedEventsAnHourMax: 600_000,
} as const;

const perSecondAtPeak = (aDay: number): number => (ASSUMED.activeADayShare * aDay * ASSUMED.busiestHourShare * ASSUMED.burst) / 3_600;

/** What one trader of all, present or not, uses of each thing at the busiest moment (a second, unless it says otherwise). */
export const USE_PER_TRADER = {
  signIns: perSecondAtPeak(ASSUMED.signInsADay),
  renewals: ASSUMED.atOnceShare / TRADER_POOL.webClient.accessTokenSeconds,
  approvals: perSecondAtPeak(ASSUMED.approvalsADay),
  withdrawals: perSecondAtPeak(ASSUMED.withdrawalsADay),
  events: perSecondAtPeak(ASSUMED.securityEventsADay),
  requests: ASSUMED.atOnceShare * ASSUMED.requestsASecond,
  streams: ASSUMED.atOnceShare * ASSUMED.streams,
  mailsADay: ASSUMED.activeADayShare * ASSUMED.mailsADay,
  eventsInTheBusiestHour: ASSUMED.activeADayShare * ASSUMED.securityEventsADay * ASSUMED.busiestHourShare,
} as const;

/** A part, what it bears, and what one trader uses of it. */
export interface Part {
  readonly name: string;
  readonly bears: number;
  readonly unit: string;
  readonly usePerTrader: number;
  readonly source: string;
  readonly then: string;
}

const PROCESSES = BUILT.appTasksMax;
/** A passkey is looked up at the pool when an approval is opened and when it is proven. */
const READS_AN_APPROVAL = 2;

const CONNECTIONS_A_TRADER = (USE_PER_TRADER.requests / ASSUMED.requestsAProcessASecond) * BUILT.databasePoolAProcess;

/** The parts, with what is done when one bends. */
export const PARTS: readonly Part[] = [
  {
    name: "Web processes",
    ...{ bears: PROCESSES * ASSUMED.requestsAProcessASecond, unit: "requests/s", usePerTrader: USE_PER_TRADER.requests },
    source: "24 tasks in the template; 100/s each is assumed",
    then: "raise the number of tasks; polling pages move to the stream that they have open",
  },
  {
    name: "Cognito, UserToken (renewals)",
    ...{ bears: QUOTAS.userTokenASecond, unit: "requests/s", usePerTrader: USE_PER_TRADER.renewals },
    source: "documented quota, adjustable",
    then: "ask AWS for more; access tokens of 900 s, the most that the verifier takes, ask a third as often, and a stolen one reads for as long",
  },
  {
    name: "Mail by SES",
    ...{ bears: QUOTAS.sesMailsADay, unit: "mails/day", usePerTrader: USE_PER_TRADER.mailsADay },
    source: "usual first quota outside the sandbox (assumed)",
    then: "ask AWS for more; mails wait in the outbox and are sent late, none is lost",
  },
  {
    name: "Database connections",
    ...{ bears: BUILT.connectionsAlarm, unit: "connections", usePerTrader: CONNECTIONS_A_TRADER },
    source: "the alarm of the template; 10 a process, in code",
    then: "RDS Proxy in between, which `SET LOCAL` can live with (ADR 049)",
  },
  {
    name: "Event streams",
    ...{ bears: PROCESSES * BUILT.streamsAProcess, unit: "streams", usePerTrader: USE_PER_TRADER.streams },
    source: "2,000 a process, in code, times 24 tasks",
    then: "more tasks; a process refuses the next stream",
  },
  {
    name: "Judging of signals",
    ...{ bears: BUILT.watchedEventsAnHourMax, unit: "events/h", usePerTrader: USE_PER_TRADER.eventsInTheBusiestHour },
    source: "ADR 055: an hour of events in one worker's memory",
    then: "split judging by kinds over workers",
  },
  {
    name: "Cognito, UserAuthentication (sign-ins)",
    ...{ bears: QUOTAS.userAuthenticationASecond, unit: "sign-ins/s", usePerTrader: USE_PER_TRADER.signIns },
    source: "documented quota, adjustable; answers to challenges have three times it",
    then: "ask AWS for more; throttled sign-ins are told to wait and spread by chance",
  },
  {
    name: "Cognito, UserResourceRead (approvals by passkey)",
    ...{ bears: QUOTAS.userResourceReadASecond, unit: "requests/s", usePerTrader: USE_PER_TRADER.approvals * READS_AN_APPROVAL },
    source: "documented quota; that listing passkeys counts here is assumed",
    then: "ask AWS for more, or look once per approval and not twice",
  },
  {
    name: "Withdrawals through one process",
    ...{ bears: MEASURED.withdrawalsASecond, unit: "withdrawals/s", usePerTrader: USE_PER_TRADER.withdrawals },
    source: "measured by `npm run bench`: one client, one process",
    then: "more processes: withdrawals of different traders do not wait for each other",
  },
  {
    name: "Sealing of security events",
    ...{ bears: MEASURED.sealedEvents / MEASURED.sealedEventsSeconds, unit: "events/s", usePerTrader: USE_PER_TRADER.events },
    source: "measured, ADR 054: 8,000 in 1.4 s, one worker",
    then: "one chain per month or per kind, with a chain of their heads",
  },
  {
    name: "Signatures by KMS",
    ...{ bears: QUOTAS.kmsSignaturesASecond, unit: "signatures/s", usePerTrader: USE_PER_TRADER.withdrawals },
    source: "documented quota (ADR 062)",
    then: "the chain's own blocks and the one line of nonces bend long before: more custody accounts, one key each",
  },
];

/** At how many traders a part bears no more. */
export const bendsAt = (part: Part): number => Math.round(part.bears / part.usePerTrader);

/** The parts, first the one that bends first. */
export const partsByTraders = (): readonly Part[] => [...PARTS].sort((left, right) => bendsAt(left) - bendsAt(right));

const figure = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString("en-US")
    : Number(value.toPrecision(2)).toLocaleString("en-US", { maximumSignificantDigits: 2 });

/** The rows of "What bends first". */
export const bendRows = (): readonly string[] =>
  partsByTraders().map(
    (part) =>
      `| ${part.name} | ${figure(part.bears)} ${part.unit} | ${figure(part.usePerTrader * 1_000_000)} | ${Math.floor(bendsAt(part) / 1_000).toLocaleString("en-US")},000 | ${part.source} | ${part.then} |`,
  );

const gigabytesAYear = (traders: number, rowsADay: number, bytes: number): number =>
  (traders * ASSUMED.activeADayShare * rowsADay * YEAR_DAYS * bytes) / 1e9;

/** What a product of so many traders needs, by name. */
export const sizeOf = (traders: number): Readonly<Record<string, number>> => {
  const requests = traders * USE_PER_TRADER.requests;
  const byRequests = Math.ceil(Math.round(requests) / ASSUMED.requestsAProcessASecond);
  const processes = Math.max(1, byRequests, Math.ceil((traders * USE_PER_TRADER.streams) / BUILT.streamsAProcess));
  return {
    "traders there at once": traders * ASSUMED.atOnceShare,
    "sign-ins a second": traders * USE_PER_TRADER.signIns,
    "renewals a second": traders * USE_PER_TRADER.renewals,
    "requests a second": requests,
    "web processes": processes,
    "database connections": processes * BUILT.databasePoolAProcess,
    "withdrawals a second": traders * USE_PER_TRADER.withdrawals,
    "mails a day": traders * USE_PER_TRADER.mailsADay,
    "sessions, GB a year": gigabytesAYear(traders, ASSUMED.signInsADay, ASSUMED.sessionRowBytes),
    "security events, GB a year": gigabytesAYear(traders, ASSUMED.securityEventsADay, ASSUMED.eventRowBytes),
    "journal, GB a year": gigabytesAYear(traders, ASSUMED.journalEntriesADay, ASSUMED.journalRowBytes),
    "log, GB a day": ((requests / ASSUMED.burst) * DAY_SECONDS * ASSUMED.logBytesARequest) / 1e9,
  };
};

export const STEPS = [1_000, 10_000, 100_000, 1_000_000] as const;

/** The rows of "From a laptop to a million". */
export const sizeRows = (): readonly string[] =>
  Object.keys(sizeOf(1)).map((name) => `| ${name} | ${STEPS.map((traders) => figure(sizeOf(traders)[name] ?? 0)).join(" | ")} |`);

/** What happens once and takes long: how many calls of a fixed quota each person costs. */
const ONCE = [
  { name: "a million people are imported", perSecond: QUOTAS.userCreationASecond, calls: 1, quota: "UserCreation" },
  {
    name: "a million people set up an authenticator",
    perSecond: QUOTAS.userResourceUpdateASecond,
    calls: 3,
    quota: "UserResourceUpdate, fixed",
  },
  { name: "a million passwords are reset", perSecond: QUOTAS.userAccountRecoveryASecond, calls: 2, quota: "UserAccountRecovery, fixed" },
] as const;

/** The rows of "What takes long once". */
export const onceRows = (): readonly string[] =>
  ONCE.map(({ name, perSecond, calls, quota }) => {
    const hours = (1_000_000 * calls) / perSecond / 3_600;
    return `| ${name} | ${quota}: ${perSecond.toString()}/s | ${calls.toString()} | ${figure(hours)} h |`;
  });
