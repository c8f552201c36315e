import { networkName } from "@/components/money/network-name";
import type { PortfolioDto, PositionDto } from "@/lib/contracts/portfolio";
import { type Column, COLUMN_NAMES, COLUMNS, PositionCell } from "./position-cell";
import { positionPath } from "./position-path";
import { type PositionOrder, type PositionSort, sortPositions, writePositionOrder } from "./sort-positions";

interface PositionsProps {
  readonly portfolio: PortfolioDto;
  readonly locale: string;
  readonly order: PositionOrder;
  /** Where the page is in another order, as the address says it. */
  readonly orderedPath: (order: string) => string;
}

/** Every position twice in shape and once in sight: a table where there is room, a card per position where there is not. */
export function Positions({ portfolio, locale, order, orderedPath }: PositionsProps) {
  const positions = sortPositions(portfolio.positions, order);
  const cell = (column: Column, position: PositionDto) => (
    <PositionCell column={column} position={position} currency={portfolio.currency} locale={locale} />
  );
  return (
    <section aria-labelledby="positions" className="@container grid gap-3">
      <h2 id="positions" className="text-16 font-strong">
        Positions
      </h2>
      <div className="hidden overflow-hidden rounded-card border border-line bg-surface @4xl:block">
        <table className="w-full border-collapse text-left">
          <thead className="bg-surface-2 text-13 text-ink-2">
            <tr className="h-10">
              <SortHeading name="Asset" sort="asset" order={order} orderedPath={orderedPath} isFirst />
              {COLUMN_NAMES.map((column) => (
                <SortHeading key={column} name={column} sort={COLUMNS[column]} order={order} orderedPath={orderedPath} />
              ))}
            </tr>
          </thead>
          <tbody>
            {positions.map((position) => (
              <tr key={keyOf(position)} className="relative h-12 border-t border-line transition-colors duration-120 hover:bg-surface-2">
                <th scope="row" className="px-4 py-1.5 text-left">
                  <AssetName position={position} />
                </th>
                {COLUMN_NAMES.map((column) => (
                  <td key={column} className="px-4 text-right whitespace-nowrap">
                    {cell(column, position)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="grid gap-3 @xl:grid-cols-2 @4xl:hidden">
        {positions.map((position) => (
          <li key={keyOf(position)} className="relative rounded-card border border-line bg-surface p-4">
            <div className="flex items-start justify-between gap-3">
              <AssetName position={position} />
              <div className="text-right text-16 font-strong">{cell("Value", position)}</div>
            </div>
            <dl className="mt-3 grid gap-1.5">
              {COLUMN_NAMES.filter((column) => column !== "Value").map((column) => (
                <div key={column} className="flex justify-between gap-4">
                  <dt className="text-ink-2">{column}</dt>
                  <dd className="min-w-0 text-right break-words">{cell(column, position)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

const keyOf = ({ asset, network }: PositionDto): string => `${network}/${asset}`;

/** The link fills the row, so that pressing anywhere in it opens the position; for the keyboard it is one stop. */
function AssetName({ position }: { readonly position: PositionDto }) {
  return (
    <a href={positionPath(position.network, position.asset)} className="grid after:absolute after:inset-0">
      <span className="font-strong">{position.asset}</span>
      <span className="text-12 font-normal text-ink-2">{networkName(position.network)}</span>
    </a>
  );
}

interface SortHeadingProps {
  readonly name: string;
  readonly sort: PositionSort | null;
  readonly order: PositionOrder;
  readonly orderedPath: (order: string) => string;
  readonly isFirst?: boolean;
}

function SortHeading({ name, sort, order, orderedPath, isFirst = false }: SortHeadingProps) {
  const look = `px-4 font-normal whitespace-nowrap ${isFirst ? "" : "text-right"}`;
  if (sort === null) {
    return (
      <th scope="col" className={look}>
        {name}
      </th>
    );
  }
  const isHere = order.sort === sort;
  const isRising = (sort === "asset") !== order.isReversed;
  const next = writePositionOrder({ sort, isReversed: isHere && !order.isReversed });
  return (
    <th scope="col" aria-sort={isHere ? (isRising ? "ascending" : "descending") : undefined} className={look}>
      <a href={orderedPath(next)} className="inline-flex items-center gap-1 hover:text-ink">
        {name}
        <span aria-hidden="true" className={isHere ? "" : "invisible"}>
          {isRising ? "↑" : "↓"}
        </span>
      </a>
    </th>
  );
}
