// What the support desk's routes take and answer. Times are whole seconds since the Unix epoch; no full address, no amount, no secret is among them.
import * as z from "zod";
import type { DeskAct } from "@/lib/desk/desk-act";
import type { RequestState } from "@/lib/desk/judge-request";
import type { AccountState } from "@/lib/standing/account-state";
import type { OperatorGrantDto } from "./operator-step-up";
import type { SecurityLogDto } from "./security-log";

export type { DeskAct } from "@/lib/desk/desk-act";
export type { RequestState } from "@/lib/desk/judge-request";

/** `POST /api/ops/traders/find`: an exact email, a `sub`, or a code that the trader reads out. In a body, so that no log of addresses holds it. */
export const FIND_TRADERS_REQUEST = z.strictObject({ query: z.string().trim().min(1).max(254) });

/** `POST /api/ops/requests`. The terms are written by the server and by nobody else. The act is a plain text here, so that what nobody may ask for is known when it is asked for. */
export const DESK_REQUEST = z.strictObject({
  act: z.string().min(1).max(60),
  trader: z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/),
  subjectId: z.string().min(1).max(64).default("self"),
  reason: z.string().max(2_000),
});
export type DeskRequestInput = z.input<typeof DESK_REQUEST>;

/** A body that the verb judges itself, because what it refuses is written down. */
export const ANY_BODY = z.unknown();

/** `POST /api/ops/requests/{id}/place`. */
export const PLACE_REQUEST = z.strictObject({ grantId: z.string().min(1).max(60).optional() });

/** `POST /api/ops/requests/{id}/decision`: opens the approval of one decision. */
export const DECISION_REQUEST = z.strictObject({ decision: z.enum(["approve", "reject"]) });

/** `POST /api/ops/requests/{id}/decide`. */
export const DECIDE_REQUEST = z.strictObject({ decision: z.enum(["approve", "reject"]), grantId: z.string().min(1).max(60).optional() });

/** What both operators sign, exactly as it is stored. */
export interface DeskTerms {
  readonly version: 1;
  readonly request: string;
  readonly act: DeskAct;
  readonly trader: string;
  readonly subject: string;
  readonly reason: string;
  readonly requestedBy: string;
  /** Seconds that the effect makes somebody wait; null where it has no wait. */
  readonly waitSeconds: number | null;
  /** The instant at which this was written down. */
  readonly draftedAt: string;
}

/** One request. */
export interface DeskRequestDto {
  readonly id: string;
  readonly terms: DeskTerms;
  readonly termsHash: string;
  readonly state: RequestState;
  readonly traderMasked: string;
  readonly requestedAtSeconds: number | null;
  readonly expiresAtSeconds: number | null;
  readonly decidedBy: string | null;
  readonly decidedAtSeconds: number | null;
  /** Whether the one who looks asked for it: then somebody else decides. */
  readonly isOwn: boolean;
}

/** A request that is open to be signed, with what the operator's passkey signs. */
export interface DeskGrantDto {
  readonly request: DeskRequestDto;
  readonly grant: OperatorGrantDto;
}

/** One line of a request's story. */
export interface DeskEventDto {
  readonly id: string;
  readonly atSeconds: number;
  readonly kind: string;
  readonly by: string;
  readonly note: string;
}

/** `GET /api/ops/requests/{id}`, oldest line first. */
export interface DeskRequestPageDto {
  readonly nowSeconds: number;
  readonly request: DeskRequestDto;
  readonly trail: readonly DeskEventDto[];
}

/** `GET /api/ops/requests`: open ones first by their end, then the newest of the others. */
export interface DeskQueueDto {
  readonly nowSeconds: number;
  readonly open: readonly DeskRequestDto[];
  readonly past: readonly DeskRequestDto[];
}

/** Somebody who may be meant. */
export interface FoundTraderDto {
  readonly sub: string;
  readonly emailMasked: string;
  readonly knownSinceSeconds: number;
}

/** `GET /api/ops/traders/{sub}`: what the trader sees, and what the desk has done. */
export interface DeskTraderDto extends FoundTraderDto {
  readonly nowSeconds: number;
  readonly states: readonly AccountState[];
  /** Passkeys that were added through us; which ones is not told. */
  readonly passkeys: number;
  /** The recovery in dispute, whole, because a request names it; null without one. */
  readonly dispute: string | null;
  readonly log: SecurityLogDto;
  readonly requests: readonly DeskRequestDto[];
}
