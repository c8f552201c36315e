// Where the next page of alerts begins. Alerts are opened in one second together, so time alone is no place.
import "server-only";
import type { AlertDto } from "@/lib/contracts/alerts";

/** A place in the list. */
export interface AlertPlace {
  readonly openedAt: string;
  readonly id: string;
}

const FORM = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The place after an alert, as text. */
export const alertCursor = ({ openedAt, id }: Pick<AlertDto, "openedAt" | "id">): string => `${openedAt}_${id}`;

/** The place that a text names, or null for one that is none. */
export function readAlertCursor(text: string | null): AlertPlace | null {
  const [, openedAt, id] = FORM.exec(text ?? "") ?? [];
  return openedAt === undefined || id === undefined || Number.isNaN(Date.parse(openedAt)) ? null : { openedAt, id };
}
