// Every page, handler and file the product serves, as data. Deny by default: what has no row here is refused,
// and a file without a row (or a row without a file) turns the house check red.

/** Who may reach a route: traders and operators each by cookies of their own, machines by a bearer token and agents by a trader's key, never by a cookie. */
export type Audience = "public" | "trader" | "machine" | "agent" | "operator";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One row. `path` uses Next's own pattern: `[id]` is one segment, `[...path]` is one or more. */
export interface Route {
  readonly path: string;
  readonly kind: "page" | "handler" | "asset";
  readonly audience: Audience;
  /** HEAD comes with GET. Everything else answers 405. */
  readonly methods: readonly Method[];
  /** The largest body in bytes that a write may carry; 0 means none. */
  readonly bodyMaxBytes: number;
  /** Media types a body may have. */
  readonly accepts: readonly string[];
  /** A write that a frozen account may still do: only what leads to unfreezing, and freezing anew. */
  readonly isOpenWhenFrozen: boolean;
  /** What a bearer must be allowed to do; only rows of those who show one have it. */
  readonly scope?: string;
  /** An answer that goes on by itself: reading it is never the trader acting, whatever its request says. */
  readonly isStream?: true;
}

const JSON_ONLY = ["application/json"] as const;
const SMALL_BODY_BYTES = 16 * 1024;

const INGEST = { scope: "holdfast-ingest/write", bodyMaxBytes: 2 * 1024 * 1024 } as const;

const page = (path: string, audience: Audience): Route => ({
  path,
  kind: "page",
  audience,
  methods: ["GET"],
  bodyMaxBytes: 0,
  accepts: [],
  isOpenWhenFrozen: false,
});
const asset = (path: string): Route => ({
  ...{ path, kind: "asset", audience: "public", methods: ["GET"] },
  ...{ bodyMaxBytes: 0, accepts: [], isOpenWhenFrozen: false },
});
const handler = (
  path: string,
  audience: Audience,
  methods: readonly Method[],
  body: Partial<Pick<Route, "bodyMaxBytes" | "accepts" | "isOpenWhenFrozen" | "scope" | "isStream">> = {},
): Route => ({
  path,
  kind: "handler",
  audience,
  methods,
  bodyMaxBytes: body.bodyMaxBytes ?? SMALL_BODY_BYTES,
  accepts: body.accepts ?? JSON_ONLY,
  isOpenWhenFrozen: body.isOpenWhenFrozen ?? false,
  ...(body.scope === undefined ? {} : { scope: body.scope }),
  ...(body.isStream === undefined ? {} : { isStream: body.isStream }),
});

/** The whole list. A public row is public on purpose; the last row answers every API address that nobody owns. */
export const ROUTE_MANIFEST: readonly Route[] = [
  page("/", "trader"),
  page("/sign-in", "public"),
  page("/sign-in/moved", "public"),
  page("/sign-up", "public"),
  page("/recover", "public"),
  page("/freeze", "public"),
  page("/recover/password", "public"),
  page("/recover/codes", "public"),
  page("/recover/wait", "public"),
  page("/recover/cancel", "public"),
  page("/portfolio", "trader"),
  page("/portfolio/wallets", "trader"),
  page("/portfolio/[network]/[asset]", "trader"),
  page("/activity", "trader"),
  page("/withdrawals", "trader"),
  page("/withdrawals/new", "trader"),
  page("/withdrawals/[id]", "trader"),
  page("/withdrawals/[id]/receipt", "trader"),
  page("/orders", "trader"),
  page("/orders/new", "trader"),
  page("/orders/[id]", "trader"),
  page("/addresses", "trader"),
  page("/signals", "trader"),
  page("/signals/new", "trader"),
  page("/signals/[id]", "trader"),
  page("/security", "trader"),
  page("/wallets", "trader"),
  page("/wallets/[address]", "trader"),
  page("/markets", "trader"),
  page("/markets/[pairId]", "trader"),
  page("/security/new-factor", "trader"),
  page("/security/what-changed", "trader"),
  page("/trades", "trader"),
  page("/security/api-keys", "trader"),
  page("/ops/sign-in", "public"),
  page("/ops", "operator"),
  page("/ops/security", "operator"),
  page("/ops/traders", "operator"),
  page("/ops/traders/[sub]", "operator"),
  page("/ops/requests/[id]", "operator"),
  page("/ops/alerts", "operator"),
  page("/ops/alerts/[id]", "operator"),

  handler("/api/auth/cognito", "public", ["POST"], { bodyMaxBytes: 32 * 1024, accepts: ["application/x-amz-json-1.1"] }),
  // Answers that it is not there, unless old passwords are taken for a time.
  handler("/api/auth/legacy-sign-in", "public", ["POST"], { accepts: ["application/x-amz-json-1.1"] }),
  handler("/api/auth/session", "trader", ["GET"]),
  handler("/api/auth/refresh", "public", ["GET", "POST"], { accepts: ["application/json", "application/x-www-form-urlencoded"] }),
  handler("/api/auth/sign-out", "public", ["POST"]),
  handler("/api/auth/view-only", "public", ["POST", "DELETE"]),
  handler("/api/portfolio", "trader", ["GET"]),
  handler("/api/portfolio/history", "trader", ["GET"]),
  handler("/api/portfolio/export", "trader", ["GET"]),
  handler("/api/linked-wallets", "trader", ["GET", "POST"]),
  handler("/api/linked-wallets/challenge", "trader", ["POST"]),
  handler("/api/linked-wallets/[id]", "trader", ["DELETE"]),
  handler("/api/activity", "trader", ["GET"]),
  handler("/api/api-keys", "trader", ["GET", "POST"]),
  handler("/api/api-keys/[id]", "trader", ["DELETE"]),
  handler("/api/api-keys/[id]/confirm", "trader", ["POST"]),
  handler("/api/v1/portfolio", "agent", ["GET"], { scope: "portfolio:read" }),
  handler("/api/v1/activity", "agent", ["GET"], { scope: "activity:read" }),
  handler("/api/v1/trades", "agent", ["GET"], { scope: "markets:read" }),
  handler("/api/v1/markets", "agent", ["GET"], { scope: "markets:read" }),
  handler("/api/trades", "trader", ["GET"]),
  handler("/api/trades/stream", "trader", ["GET"], { isStream: true }),
  handler("/api/addresses", "trader", ["GET", "POST"]),
  handler("/api/addresses/[id]", "trader", ["DELETE"]),
  handler("/api/addresses/[id]/confirm", "trader", ["POST"]),
  handler("/api/withdrawals", "trader", ["GET", "POST"]),
  handler("/api/withdrawals/options", "trader", ["GET"]),
  handler("/api/withdrawals/[id]", "trader", ["GET"]),
  handler("/api/withdrawals/[id]/confirm", "trader", ["POST"]),
  handler("/api/withdrawals/[id]/cancel", "trader", ["POST"]),
  handler("/api/withdrawals/[id]/receipt", "trader", ["GET"]),
  handler("/api/orders", "trader", ["GET", "POST"]),
  handler("/api/orders/options", "trader", ["GET"]),
  handler("/api/orders/quote", "trader", ["POST"]),
  handler("/api/orders/[id]", "trader", ["GET"]),
  handler("/api/orders/[id]/confirm", "trader", ["POST"]),
  handler("/api/orders/[id]/cancel", "trader", ["POST"]),
  handler("/api/account/recovery-codes", "trader", ["GET", "POST"]),
  handler("/api/account/recovery/cancel", "trader", ["POST"]),
  handler("/api/recovery/cancel", "public", ["POST"]),
  handler("/api/step-up", "trader", ["POST"], { isOpenWhenFrozen: true }),
  handler("/api/step-up/[grantId]/passkey", "trader", ["POST"], { bodyMaxBytes: 32 * 1024, isOpenWhenFrozen: true }),
  handler("/api/step-up/[grantId]/cognito", "trader", ["POST"], {
    ...{ bodyMaxBytes: 32 * 1024, accepts: ["application/x-amz-json-1.1"], isOpenWhenFrozen: true },
  }),
  handler("/api/sessions", "trader", ["GET", "DELETE"]),
  handler("/api/sessions/[id]", "trader", ["DELETE"]),
  handler("/api/security/events", "trader", ["GET"]),
  handler("/api/account/phrase", "trader", ["GET", "PUT"]),
  handler("/api/account/what-changed", "trader", ["POST"]),
  handler("/api/account/freeze", "trader", ["POST"], { isOpenWhenFrozen: true }),
  handler("/api/account/freeze-link", "public", ["POST"], { accepts: ["application/x-www-form-urlencoded"] }),
  handler("/api/account/unfreeze", "trader", ["POST"], { isOpenWhenFrozen: true }),
  handler("/api/signals/rules", "trader", ["GET", "POST"]),
  handler("/api/signals/rules/[id]", "trader", ["PUT", "PATCH", "DELETE"]),
  handler("/api/signals/events", "trader", ["GET"]),
  handler("/api/signals/events/read", "trader", ["POST"]),
  handler("/api/signals/backtest", "trader", ["POST"]),
  handler("/api/signals/webhooks", "trader", ["GET", "POST"]),
  handler("/api/signals/webhooks/[id]", "trader", ["DELETE"]),
  handler("/api/signals/webhooks/[id]/test", "trader", ["POST"]),
  handler("/api/passkeys", "trader", ["GET"]),
  handler("/api/passkeys/[id]", "trader", ["PATCH"]),
  handler("/api/passkey-only/enter", "trader", ["POST"]),
  handler("/api/passkey-only/leave", "trader", ["POST"]),
  handler("/api/authenticator/remove", "trader", ["POST"]),
  handler("/api/wallets", "trader", ["GET"]),
  handler("/api/wallets/[address]", "trader", ["GET"]),
  handler("/api/wallets/[address]/trades", "trader", ["GET"]),
  handler("/api/follows", "trader", ["GET"]),
  handler("/api/follows/[wallet]", "trader", ["PUT", "DELETE"]),
  handler("/api/markets", "trader", ["GET"]),
  handler("/api/markets/[pairId]/candles", "trader", ["GET"]),
  handler("/api/markets/[pairId]/trades", "trader", ["GET"]),
  handler("/api/health", "public", ["GET"]),
  handler("/api/health/ready", "public", ["GET"]),
  handler("/api/market/status", "trader", ["GET"]),
  handler("/api/ingest/networks", "machine", ["PUT"], INGEST),
  handler("/api/ingest/cursor", "machine", ["GET"], INGEST),
  handler("/api/ingest/blocks", "machine", ["POST"], INGEST),
  handler("/api/ingest/rewind", "machine", ["POST"], INGEST),
  handler("/api/ops/auth/cognito", "public", ["POST"], { bodyMaxBytes: 32 * 1024, accepts: ["application/x-amz-json-1.1"] }),
  handler("/api/ops/auth/refresh", "public", ["GET", "POST"], { accepts: ["application/json", "application/x-www-form-urlencoded"] }),
  handler("/api/ops/auth/sign-out", "public", ["POST"]),
  handler("/api/ops/session", "operator", ["GET"]),
  handler("/api/ops/sessions", "operator", ["GET"]),
  handler("/api/ops/sessions/[id]", "operator", ["DELETE"]),
  handler("/api/ops/passkeys", "operator", ["GET"]),
  handler("/api/ops/passkeys/[id]/grant", "operator", ["POST"]),
  handler("/api/ops/passkeys/[id]/confirm", "operator", ["POST"]),
  handler("/api/ops/passkeys/[id]/reject", "operator", ["POST"]),
  handler("/api/ops/step-up/[grantId]/passkey", "operator", ["POST"], { bodyMaxBytes: 32 * 1024 }),
  handler("/api/ops/traders/find", "operator", ["POST"]),
  handler("/api/ops/requests", "operator", ["GET", "POST"]),
  handler("/api/ops/requests/[id]", "operator", ["GET"]),
  handler("/api/ops/requests/[id]/place", "operator", ["POST"]),
  handler("/api/ops/requests/[id]/decision", "operator", ["POST"]),
  handler("/api/ops/requests/[id]/decide", "operator", ["POST"]),
  handler("/api/ops/requests/[id]/withdraw", "operator", ["POST"]),
  handler("/api/[...path]", "trader", []),

  asset("/icon.svg"),
];
