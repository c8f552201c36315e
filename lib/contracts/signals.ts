// Signals: what their routes take and answer. A rule is checked here once, and everything behind may rely on its form.
import * as z from "zod";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { parseAmount } from "@/lib/money/parse-amount";
import type { Happened } from "@/lib/signals/happened";
import type { Outcome } from "@/lib/signals/judge-outcomes";
import type { PreparedAction } from "@/lib/signals/prepare-action";
import { type RuleText, WINDOW_SECONDS } from "@/lib/signals/rule";
import { PERCENT_DECIMALS, PRICE_DECIMALS } from "@/lib/signals/units-of";
import { isPlainText } from "@/lib/withdrawals/plain-text";

const USDC_DECIMALS = 6;
const INTEGER_MAX = 2_147_483_647;

/** A decimal text above zero and within bounds that no market reaches. */
const amount = (decimals: number, digitsMax = 15) =>
  z
    .string()
    .max(decimals + digitsMax + 1)
    .refine((text) => {
      const parsed = parseAmount(text, decimals);
      return parsed.ok && parsed.value > 0n && parsed.value < 10n ** BigInt(decimals + digitsMax);
    });
const pairId = z.number().int().min(1).max(INTEGER_MAX);
const windowSeconds = z.literal(WINDOW_SECONDS);
const usd = amount(USD_DECIMALS);

/** The rule of a signal. */
export const SIGNAL_RULE: z.ZodType<RuleText> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("wallet_buys"),
    wallet: z
      .string()
      .regex(/^0x[0-9a-f]{40}$/)
      .nullable(),
    pairId: pairId.nullable(),
    usdMin: usd.nullable(),
  }),
  z.strictObject({ kind: z.literal("price_crosses"), pairId, direction: z.enum(["above", "below"]), price: amount(PRICE_DECIMALS) }),
  z.strictObject({ kind: z.literal("price_moves"), pairId, percent: amount(PERCENT_DECIMALS, 4), windowSeconds }),
  z.strictObject({ kind: z.literal("volume"), pairId, usd, windowSeconds }),
  z.strictObject({ kind: z.literal("flow"), pairId, direction: z.enum(["in", "out"]), usd, windowSeconds }),
  z.strictObject({
    kind: z.literal("wallets_agree"),
    pairId: pairId.nullable(),
    side: z.enum(["buy", "sell"]),
    wallets: z.number().int().min(2).max(50),
    windowSeconds,
  }),
]);

/** `POST /api/signals/rules` and `PUT /api/signals/rules/{id}`. `spend` is USDC, for the order that an event prepares. */
export const SIGNAL_RULE_REQUEST = z.strictObject({
  name: z.string().trim().min(1).max(60).refine(isPlainText),
  rule: SIGNAL_RULE,
  spend: amount(USDC_DECIMALS).nullable(),
  byMail: z.boolean(),
  byWebhook: z.boolean(),
});
export type SignalRuleRequest = z.infer<typeof SIGNAL_RULE_REQUEST>;

/** `PATCH /api/signals/rules/{id}`. */
export const SIGNAL_SWITCH = z.strictObject({ isOn: z.boolean() });

/** `POST /api/signals/backtest`. */
export const BACKTEST_REQUEST = z.strictObject({ rule: SIGNAL_RULE });

/** `POST /api/signals/events/read`: these events, or all. */
export const SIGNALS_READ = z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).nullable() });

/** `POST /api/signals/webhooks`. */
export const WEBHOOK_REQUEST = z.strictObject({ url: z.string().trim().min(1).max(600) });

/** A rule as its trader sees it. Times are RFC 3339, UTC. */
export interface SignalRuleDto extends SignalRuleRequest {
  readonly id: string;
  readonly isOn: boolean;
  readonly createdAt: string;
  readonly lastFiredAt: string | null;
  readonly firedCount: number;
}

export interface SignalEventDto {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly happened: Happened;
  readonly raisedAt: string;
  readonly isRead: boolean;
  /** The chain took back what it stood on. */
  readonly isTakenBack: boolean;
  readonly walletLabel: string | null;
  readonly action: PreparedAction;
}

/** `GET /api/signals/events`. */
export interface SignalEventsDto {
  readonly events: readonly SignalEventDto[];
  readonly unread: number;
  readonly nextCursor: string | null;
}

/** A pair that a rule may name. */
export interface SignalPairDto {
  readonly pairId: number;
  readonly network: string;
  readonly networkLabel: string;
  readonly base: string;
  readonly quote: string;
}

export interface FollowedWalletDto {
  readonly wallet: string;
  readonly label: string | null;
}

/** What the form of a rule chooses from. */
export interface SignalChoicesDto {
  readonly pairs: readonly SignalPairDto[];
  readonly wallets: readonly FollowedWalletDto[];
  readonly hasWebhook: boolean;
}

/** The answer of a back-test. Events oldest first; `isCut` says that there was more than it looked at, and `until` how far it came. */
export interface BacktestDto {
  readonly from: string;
  readonly until: string;
  readonly isCut: boolean;
  readonly swaps: number;
  readonly count: number;
  readonly events: readonly Happened[];
  readonly outcomes: { readonly hour: Outcome; readonly day: Outcome; readonly week: Outcome };
}

/** How the last delivery of an endpoint went; nothing of an answer but its class. */
export type DeliveryOutcome =
  "taken" | "no_public_address" | "not_reached" | "not_trusted" | "too_slow" | "redirect" | "refused_4xx" | "failed_5xx" | "odd_answer";

export interface WebhookDto {
  readonly id: string;
  readonly url: string;
  readonly createdAt: string;
  readonly state: "working" | "failing";
  readonly waiting: number;
  readonly lastAttempt: { readonly at: string; readonly outcome: DeliveryOutcome } | null;
}

/** `GET /api/signals/webhooks`. */
export interface WebhooksDto {
  readonly webhooks: readonly WebhookDto[];
}

/** `POST /api/signals/webhooks`: the only time that the secret is shown. */
export interface NewWebhookDto extends WebhookDto {
  readonly secret: string;
}
