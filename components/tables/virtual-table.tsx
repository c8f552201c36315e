"use client";

import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadFailure } from "@/components/ui/load-failure";
import { scrollFor, targetRow } from "./row-keys";
import { type TablePage, usePages } from "./use-pages";
import { useRowsInSight } from "./use-rows-in-sight";
import type { VirtualColumn } from "./virtual-column";
import { VirtualRow } from "./virtual-row";

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** These three keep their identity between renders; a new `first` starts the table over. */
  readonly first: TablePage<Row>;
  readonly load: (cursor: string) => Promise<TablePage<Row>>;
  readonly keyOf: (row: Row) => string;
  /** Where Enter and a press on the row lead. */
  readonly hrefOf?: ((row: Row) => string) | undefined;
  readonly empty: { readonly title: string; readonly words: ReactNode };
  /** Rows in sight at most. */
  readonly rowsInSight?: number;
}

const ROW_HEIGHT_PX = 40;
/** Rows in the final shape that stand where the next page will. */
const WAITING_ROWS = 3;

/**
 * A table of any length: only the rows in sight are in the document, pages come as their rows come into sight. Arrows, Page Up and Down, Home
 * and End move the active row, Enter opens it, Tab goes on to its controls.
 */
export function VirtualTable<Row>({ label, columns, first, load, keyOf, hrefOf, empty, rowsInSight = 16 }: VirtualTableProps<Row>) {
  const { rows, hasMore, failure, more, retry } = usePages(first, load, keyOf);
  const id = useId();
  const [active, setActive] = useState(0);
  const count = rows.length + (hasMore ? WAITING_ROWS : 0);
  const { from, to, onScroll } = useRowsInSight(count, ROW_HEIGHT_PX, rowsInSight);
  useEffect(() => {
    if (hasMore && to > rows.length) more();
  }, [hasMore, to, rows.length, more]);
  if (rows.length === 0) return <EmptyState title={empty.title}>{empty.words}</EmptyState>;

  const here = Math.min(active, rows.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[here];
    if (event.key === "Enter" && row !== undefined && hrefOf !== undefined) location.assign(hrefOf(row));
    const target = targetRow(event.key, here, rows.length, rowsInSight - 1);
    if (target === null) return;
    event.preventDefault();
    setActive(target);
    const { scrollTop, clientHeight } = event.currentTarget;
    event.currentTarget.scrollTop = scrollFor(target, ROW_HEIGHT_PX, scrollTop, clientHeight - ROW_HEIGHT_PX);
  };
  return (
    <div className="@container grid min-w-0 gap-2">
      <div
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-activedescendant={here >= from && here < to ? `${id}-${here}` : undefined}
        className="group/grid relative overflow-x-hidden overflow-y-auto rounded-card border border-line bg-surface"
        style={{ height: (Math.min(count, rowsInSight) + 1) * ROW_HEIGHT_PX + 2 }}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
      >
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface-2 text-13 text-ink-2">
          <div role="row" aria-rowindex={1} className="flex h-10 items-center gap-4 px-4">
            {columns.map((column) => (
              <div key={column.key} role="columnheader" aria-sort={column.sort} className={`min-w-0 items-center ${column.look}`}>
                {column.head}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: count * ROW_HEIGHT_PX }}>
          {Array.from({ length: to - from }, (_, offset) => from + offset).map((index) => (
            <VirtualRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              topPx={index * ROW_HEIGHT_PX}
              row={rows[index]}
              columns={columns}
              isActive={index === here}
              href={rows[index] === undefined ? undefined : hrefOf?.(rows[index])}
              onPointed={setActive}
            />
          ))}
        </div>
      </div>
      {failure === null ? null : <LoadFailure failure={failure} onRetry={retry} />}
    </div>
  );
}
