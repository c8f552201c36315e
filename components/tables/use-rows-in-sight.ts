import { useState, type UIEvent } from "react";

interface RowsInSight {
  readonly from: number;
  /** After the last. */
  readonly to: number;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/**
 * Which of `count` rows of one height are in sight, with a few before and after. Rows of one height need no measuring, only a division;
 * it renders anew only when another row comes to the top.
 */
export function useRowsInSight(count: number, rowHeightPx: number, rowsInSight: number, spare = 6): RowsInSight {
  const [top, setTop] = useState(0);
  const onScroll = (event: UIEvent<HTMLElement>) => {
    setTop(Math.floor(event.currentTarget.scrollTop / rowHeightPx));
  };
  return { from: Math.max(0, Math.min(top, count) - spare), to: Math.min(count, top + rowsInSight + 1 + spare), onScroll };
}
