import type { ReactNode } from "react";

interface FigureTableProps<Row> {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly Row[];
  readonly columns: readonly FigureColumn<Row>[];
}

export interface FigureColumn<Row> {
  readonly name: string;
  /** Words stand left, figures right. */
  readonly isWords?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** A short table under a heading, scrolled sideways where it does not fit. Rows have no names of their own, so their place is their key. */
export function FigureTable<Row>({ title, lead, rows, columns }: FigureTableProps<Row>) {
  const look = (column: FigureColumn<Row>): string => `px-4 whitespace-nowrap ${column.isWords === true ? "" : "text-right"}`;
  return (
    <section aria-label={title} className="grid min-w-0 gap-3">
      <div className="grid gap-1">
        <h2 className="text-16 font-strong">{title}</h2>
        <p className="text-13 text-ink-2">{lead}</p>
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        tabIndex={0}
        role="group"
        aria-label={`${title}, table`}
        className="relative overflow-x-auto rounded-card border border-line bg-surface"
      >
        <table className="w-full border-collapse text-left">
          <thead className="bg-surface-2 text-13 text-ink-2">
            <tr className="h-10">
              {columns.map((column) => (
                <th key={column.name} scope="col" className={`${look(column)} font-normal`}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index} className="h-10 border-t border-line">
                {columns.map((column) => (
                  <td key={column.name} className={look(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
