// What happened to a trader's access, the words in their mail, and freezing: what the routes take and answer.
import * as z from "zod";
import { isPlainText } from "@/lib/withdrawals/plain-text";

/** One line of the log. Times are RFC 3339, UTC; device and network are empty where nobody knows. */
export interface SecurityEventDto {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly sentence: string;
  readonly device: string;
  readonly network: string;
}

/** `GET /api/security/events`: newest first. `nextCursor` is null on the last page. */
export interface SecurityLogDto {
  readonly events: readonly SecurityEventDto[];
  readonly nextCursor: string | null;
}

/** `GET /api/account/phrase`. */
export interface PhraseDto {
  readonly phrase: string;
}

/** `PUT /api/account/phrase`: one line of words that can be seen. */
export const PHRASE_REQUEST = z.strictObject({ phrase: z.string().trim().min(3).max(60).refine(isPlainText) });

/** What following a freeze link came to, as the page says it. */
export const FREEZE_OUTCOMES = ["frozen", "already", "refused", "unavailable"] as const;
export type FreezeOutcome = (typeof FREEZE_OUTCOMES)[number];
