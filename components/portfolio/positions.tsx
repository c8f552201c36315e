import { Amount, Money, Price } from "@/components/money/amount";
import { Gain } from "@/components/money/gain";
import { networkName } from "@/components/money/network-name";
import type { PortfolioDto, PositionDto } from "@/lib/contracts/portfolio";
import type { ReactNode } from "react";

interface PositionsProps {
  readonly portfolio: PortfolioDto;
  readonly locale: string;
}

const COLUMNS = ["Amount", "Held", "Price", "Value", "Cost basis", "Profit or loss"] as const;
type Column = (typeof COLUMNS)[number];

/** Every position twice in shape and once in sight: a table where there is room, a card per position where there is not. */
export function Positions({ portfolio, locale }: PositionsProps) {
  return (
    <section aria-labelledby="positions" className="@container grid gap-3">
      <h2 id="positions" className="text-16 font-strong">
        Positions
      </h2>
      <div className="hidden overflow-hidden rounded-card border border-line bg-surface @4xl:block">
        <table className="w-full border-collapse text-left">
          <thead className="bg-surface-2 text-13 text-ink-2">
            <tr className="h-10">
              <th scope="col" className="px-4 font-normal">
                Asset
              </th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="px-4 text-right font-normal whitespace-nowrap">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {portfolio.positions.map((position) => (
              <tr key={keyOf(position)} className="h-12 border-t border-line">
                <th scope="row" className="px-4 py-1.5 text-left">
                  <AssetName position={position} />
                </th>
                {COLUMNS.map((column) => (
                  <td key={column} className="px-4 text-right whitespace-nowrap">
                    {cell(column, position, portfolio.currency, locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="grid gap-3 @xl:grid-cols-2 @4xl:hidden">
        {portfolio.positions.map((position) => (
          <li key={keyOf(position)} className="rounded-card border border-line bg-surface p-4">
            <div className="flex items-start justify-between gap-3">
              <AssetName position={position} />
              <div className="text-right text-16 font-strong">{cell("Value", position, portfolio.currency, locale)}</div>
            </div>
            <dl className="mt-3 grid gap-1.5">
              {COLUMNS.filter((column) => column !== "Value").map((column) => (
                <div key={column} className="flex justify-between gap-4">
                  <dt className="text-ink-2">{column}</dt>
                  <dd className="min-w-0 text-right break-words">{cell(column, position, portfolio.currency, locale)}</dd>
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

function AssetName({ position }: { readonly position: PositionDto }) {
  return (
    <span className="grid">
      <span className="font-strong">{position.asset}</span>
      <span className="text-12 font-normal text-ink-2">{networkName(position.network)}</span>
    </span>
  );
}

function cell(column: Column, position: PositionDto, currency: string, locale: string): ReactNode {
  const money = (value: string | null) => (value === null ? <Missing /> : <Money value={value} currency={currency} locale={locale} />);
  switch (column) {
    case "Amount":
      return <Amount value={position.amount} locale={locale} />;
    case "Held":
      return position.held === "0" ? <span className="text-ink-2">0</span> : <Amount value={position.held} locale={locale} />;
    case "Price":
      return position.price === null ? (
        <span className="text-hold">Price unavailable</span>
      ) : (
        <Price value={position.price} currency={currency} locale={locale} />
      );
    case "Value":
      return money(position.value);
    case "Cost basis":
      return money(position.costBasis);
    case "Profit or loss":
      return position.unrealisedPnl === null ? <Missing /> : <Gain value={position.unrealisedPnl} currency={currency} locale={locale} />;
  }
}

function Missing() {
  return (
    <span className="text-ink-2">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
