// Wallets that a trader follows: what the browser sends and what it is shown.
import * as z from "zod";

/** The most wallets one trader may follow. */
export const FOLLOWS_MAX = 500;

/** What PUT /api/follows/[wallet] takes: the trader's own words, both may be empty. No control characters, which a line cannot show. */
export const FOLLOW_REQUEST = z.object({
  label: z
    .string()
    .trim()
    .max(60)
    .regex(/^\P{Cc}*$/u),
  note: z
    .string()
    .trim()
    .max(500)
    .regex(/^[\P{Cc}\n]*$/u),
});

export type FollowRequest = z.infer<typeof FOLLOW_REQUEST>;

/** One followed wallet. */
export interface FollowDto {
  /** In lower case. */
  readonly wallet: string;
  readonly label: string;
  readonly note: string;
  /** RFC 3339, UTC. */
  readonly followedAt: string;
}

/** What GET /api/follows answers, the newest first. */
export interface FollowListDto {
  readonly follows: readonly FollowDto[];
}
