/** Where a key leads from row `here`; null for every other key. Kept within 0 and the last of `count` rows. */
export function targetRow(key: string, here: number, count: number, pageRows: number): number | null {
  const wanted = wantedRow(key, here, count, pageRows);
  return wanted === null ? null : Math.max(0, Math.min(count - 1, wanted));
}

function wantedRow(key: string, here: number, count: number, pageRows: number): number | null {
  if (key === "ArrowDown") return here + 1;
  if (key === "ArrowUp") return here - 1;
  if (key === "PageDown") return here + pageRows;
  if (key === "PageUp") return here - pageRows;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/** How far a box must be scrolled so that a row stands under its header, whole; the same as before when it already does. */
export function scrollFor(row: number, rowHeightPx: number, scrollTop: number, rowsRoomPx: number): number {
  const [top, bottom] = [row * rowHeightPx, (row + 1) * rowHeightPx];
  if (top < scrollTop) return top;
  return bottom > scrollTop + rowsRoomPx ? bottom - rowsRoomPx : scrollTop;
}
