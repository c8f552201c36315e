// What the page of one position shows beside the position itself: its lots and what was closed of them. Amounts are exact decimal texts.
import type { ActivityEntryDto } from "./activity";
import type { PortfolioDto, PositionDto } from "./portfolio";

/** What is left of one acquisition. Money figures are null when the cost or the price is not known. */
export interface LotDto {
  /** RFC 3339, UTC. */
  readonly openedAt: string;
  readonly reference: string;
  readonly amount: string;
  readonly cost: string | null;
  readonly value: string | null;
  readonly gain: string | null;
}

/** The part of one lot that left. `openedAt` is null where nobody knows when it came in. */
export interface CloseDto {
  readonly kind: "dispose" | "fee" | "move_out";
  readonly closedAt: string;
  readonly openedAt: string | null;
  readonly reference: string;
  readonly amount: string;
  readonly cost: string | null;
  /** What a sale brought, or what a fee was worth. */
  readonly proceeds: string | null;
  readonly gain: string | null;
}

export interface PositionDetailDto {
  readonly portfolio: PortfolioDto;
  readonly position: PositionDto;
  /** Cost of one whole unit of what is left; null when the cost basis is. */
  readonly averageCost: string | null;
  /** Oldest first, in the order in which they will be closed. */
  readonly lots: readonly LotDto[];
  /** Newest first. */
  readonly closes: readonly CloseDto[];
  /** The newest movements of the available balance. */
  readonly activity: readonly ActivityEntryDto[];
}
