// Which suites go to a live pool, and why the others do not. A suite without a row here turns a test red, so that none is left out in silence.

/** Time of a real pool cannot be moved. */
const MOVES_CLOCK = "it moves the pool's clock";
/** Faults of a real pool cannot be ordered. */
const BREAKS_PARTS = "it makes the pool or another part fail on demand";
/** The recorder that knows every secret stands between the product and a local pool. */
const NEEDS_RECORDER = "it compares what the browser held with every secret that passed between product and pool";
/** Tokens can be signed only with the keys of a local pool. */
const FORGES = "it signs tokens with the pool's own keys, or asks the pool as an administrator";
/** The local pool's seed has these people. */
const NEEDS_SEED = "it signs in as the seeded demo trader";
/** The attack suites make hundreds of accounts and thousands of calls. */
const TOO_MANY = "it makes far more accounts and calls than a pool's quotas and bill allow";
/** The pool plays no part in what is shown. */
const NOT_OF_THE_POOL = "what it shows does not depend on the pool: the local run proves it";

/** Suite, from e2e/ on, to its reason. The live journeys themselves are e2e/live/live.spec.ts. */
export const LIVE_REASONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["late-mail", "lock", "long-wait", "passkey-only", "session-end", "unfreeze", "support-desk"].map((name) => [
      `time/${name}`,
      MOVES_CLOCK,
    ]),
  ),
  ...Object.fromEntries(["outages", "withdrawal-outages", "next-kills", "game-day"].map((name) => [`attacks/${name}`, BREAKS_PARTS])),
  ...Object.fromEntries(
    ["bad-tokens", "renewal", "sessions", "attributes", "stolen-cookie", "stolen-cookies", "planted-passkey"].map((name) => [
      `attacks/${name}`,
      FORGES,
    ]),
  ),
  ...Object.fromEntries(
    [
      ...["bad-input", "csrf", "front-door", "frozen", "gate-bypass", "headers", "live-script", "other-peoples-things", "phishing-proxy"],
      ...["withdrawal-races", "withdrawal-terms", "without-middleware", "corpus/gate-bypass-corpus"],
    ].map((name) => [`attacks/${name}`, TOO_MANY]),
  ),
  "attacks/time-limits": MOVES_CLOCK,
  "attacks/attack-command": "it attacks this machine only and reads the local pool's mailbox",
  "support/raw-client": NOT_OF_THE_POOL,
  ...Object.fromEntries(
    [
      "client-chunks",
      "lighthouse",
      "screens",
      "wallets-and-markets",
      "trades-live",
      "signals",
      "orders",
      "linked-wallets",
      "portfolio-complete",
    ].map((name) => [`journeys/${name}`, NOT_OF_THE_POOL]),
  ),
  ...Object.fromEntries(["demo-trader", "shell-keys", "ops-sign-in", "migrated-trader"].map((name) => [`journeys/${name}`, NEEDS_SEED])),
  ...Object.fromEntries(
    ["suspicious-sign-in", "off-the-path", "staying-signed-in", "lost-phone", "sign-in-trouble"].map((name) => [
      `journeys/${name}`,
      MOVES_CLOCK,
    ]),
  ),
  ...Object.fromEntries(
    [
      ...["api-keys", "authenticator", "back-button", "freeze", "new-trader", "passkeys", "passwords-and-email", "sessions-and-devices"],
      ...["withdraw", "without-shells"],
    ].map((name) => [`journeys/${name}`, `${NEEDS_RECORDER}; its way through the pool is walked by the live journeys`]),
  ),
};
