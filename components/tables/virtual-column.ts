import type { ReactNode } from "react";

/** One column. `look` says its width and from which width of the table on it is there, such as "w-32 justify-end hidden @2xl:flex". */
export interface VirtualColumn<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly look: string;
  readonly sort?: "ascending" | "descending" | undefined;
  /** `isActive`: the keyboard is on this row, so its controls are in the order of tabbing. */
  readonly cell: (row: Row, isActive: boolean) => ReactNode;
}
