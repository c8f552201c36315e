"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ChartPoint } from "./chart-point";
import { chartTime } from "./chart-time";

interface ChartTableProps {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly columns: readonly string[];
  readonly isDaily: boolean;
}

/** What a chart draws, as figures: newest first. Made only when somebody asks. */
export function ChartTable({ label, points, columns, isDaily }: ChartTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        look="quiet"
        small
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {isOpen ? "Hide table" : "Show as table"}
      </Button>
      <div id={id} hidden={!isOpen} className="w-full">
        {isOpen ? (
          <div
            role="region"
            aria-label={`${label}, as a table`}
            tabIndex={0}
            className="max-h-80 overflow-auto rounded-control border border-line"
          >
            <table className="w-full border-collapse text-13">
              <caption className="sr-only">{label}</caption>
              <thead className="sticky top-0 bg-surface-2 text-ink-2">
                <tr className="h-8">
                  <th scope="col" className="px-3 text-left font-normal">
                    Time (UTC)
                  </th>
                  {columns.map((column) => (
                    <th key={column} scope="col" className="px-3 text-right font-normal">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>{[...points].reverse().map((point) => rowOf(point, columns, isDaily))}</tbody>
            </table>
          </div>
        ) : null}
      </div>
    </>
  );
}

function rowOf({ atSeconds, cells }: ChartPoint, columns: readonly string[], isDaily: boolean) {
  return (
    <tr key={atSeconds} className="h-8 border-t border-line">
      <th scope="row" className="px-3 text-left font-normal whitespace-nowrap">
        {chartTime(atSeconds, isDaily)}
      </th>
      {columns.map((column, index) => (
        <td key={column} className="px-3 text-right whitespace-nowrap">
          {cells[index] ?? ""}
        </td>
      ))}
    </tr>
  );
}
