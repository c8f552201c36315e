"use client";

import { Skeleton } from "@/components/ui/skeleton";
import type { VirtualColumn } from "./virtual-column";

interface VirtualRowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly topPx: number;
  /** Missing while its page is on its way. */
  readonly row: Row | undefined;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly isActive: boolean;
  readonly href: string | undefined;
  readonly onPointed: (index: number) => void;
}

/** One row at its place. The pointer may press anywhere in it; what is a control of its own keeps its press. */
export function VirtualRow<Row>({ id, index, topPx, row, columns, isActive, href, onPointed }: VirtualRowProps<Row>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={row === undefined ? undefined : isActive}
      aria-busy={row === undefined ? true : undefined}
      className={`absolute inset-x-0 top-0 flex h-10 items-center gap-4 border-b border-line px-4 ${href === undefined ? "" : "cursor-pointer hover:bg-surface-2"} aria-selected:group-focus-visible/grid:bg-accent-soft`}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={(event) => {
        onPointed(index);
        if (href === undefined || (event.target as Element).closest("a, button") !== null) return;
        if (getSelection()?.isCollapsed !== false) location.assign(href);
      }}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={`min-w-0 items-center whitespace-nowrap ${column.look}`}>
          {row === undefined ? <Skeleton className="h-4 w-full max-w-20" /> : column.cell(row, isActive)}
        </div>
      ))}
    </div>
  );
}
