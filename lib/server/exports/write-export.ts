// A trader's books as CSV, line by line: exact decimals, times in UTC, nothing rounded and nothing left out.
import "server-only";
import type { ExportKind } from "@/lib/contracts/portfolio-export";
import { fifoCost } from "@/lib/market/fifo-cost";
import { closeDto, lotDto } from "@/lib/server/queries/lot-dto";
import { readActivity } from "@/lib/server/queries/read-activity";
import { type AssetBooks, readAssetEvents } from "@/lib/server/queries/read-asset-events";
import type { Services } from "@/lib/server/services";
import { csvLine } from "./csv-line";

type ExportParts = Pick<Services, "database">;

const HEADERS: Readonly<Record<ExportKind, readonly string[]>> = {
  activity: ["time", "kind", "asset", "network", "amount", "balance_after", "reference", "entry_id"],
  lots: ["opened", "asset", "network", "amount_left", "cost_usd", "reference"],
  closes: ["closed", "kind", "asset", "network", "amount", "opened", "cost_usd", "proceeds_usd", "gain_usd", "reference"],
};

/** The file of `sub`, in pieces. Throws UnavailableError("database") on an outage, which then ends the file in the middle and not with a false end. */
export async function* writeExport(parts: ExportParts, sub: string, kind: ExportKind): AsyncGenerator<string, void> {
  yield csvLine(HEADERS[kind]);
  if (kind === "activity") {
    yield* activityLines(parts, sub);
    return;
  }
  const books = await parts.database.asTrader(sub, (tx) => readAssetEvents(tx, sub));
  for (const book of books) yield kind === "lots" ? lotLines(book) : closeLines(book);
}

/** Newest first, a page at a time, so that no size of account fills the memory. */
async function* activityLines(parts: ExportParts, sub: string): AsyncGenerator<string, void> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readActivity>> = await readActivity(parts, sub, cursor);
    if (!page.ok) return;
    yield page.value.entries
      .map(({ at, kind, asset, network, amount, balanceAfter, reference, id }) =>
        csvLine([at, kind, asset, network, amount, balanceAfter, reference, id]),
      )
      .join("");
    cursor = page.value.nextCursor;
  } while (cursor !== null);
}

const lotLines = ({ asset, network, decimals, events }: AssetBooks): string =>
  fifoCost(events)
    .lots.map((lot) => lotDto(lot, decimals, null))
    .map(({ openedAt, amount, cost, reference }) => csvLine([openedAt, asset, network, amount, cost, reference]))
    .join("");

const closeLines = ({ asset, network, decimals, events }: AssetBooks): string =>
  fifoCost(events)
    .closes.map((close) => closeDto(close, decimals))
    .map(({ closedAt, kind, amount, openedAt, cost, proceeds, gain, reference }) =>
      csvLine([closedAt, KINDS[kind], asset, network, amount, openedAt, cost, proceeds, gain, reference]),
    )
    .join("");

const KINDS = { dispose: "sale", fee: "fee", move_out: "withdrawal" } as const;
