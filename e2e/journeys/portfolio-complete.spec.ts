// The whole portfolio on one trader's screens: value over time with its ranges, sorting, a position with its lots, and files that say what the books say.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { ActivityDto } from "@/lib/contracts/activity";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import type { HistoryDto } from "@/lib/contracts/portfolio-history";
import { expect, test } from "../support/journey";
import { demoPerson, signInAtScreen } from "../support/person-at-screen";

const read = <Dto>(page: Page, path: string): Promise<Dto> =>
  page.evaluate(async (asked) => (await (await fetch(asked)).json()) as Dto, path);

const audit = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual([]);
};

/** What a link that saves a file brings: the name under which it is saved, and its text. A browser whose answers are watched saves no files. */
async function download(page: Page, name: string): Promise<{ readonly name: string; readonly text: string }> {
  const link = page.getByRole("link", { name });
  await expect(link).toHaveAttribute("download");
  return page.evaluate(
    async (href) => {
      const answer = await fetch(href);
      const saved = /^attachment; filename="([^"]+)"$/.exec(answer.headers.get("content-disposition") ?? "");
      return { name: saved?.[1] ?? "", text: await answer.text() };
    },
    (await link.getAttribute("href")) ?? "",
  );
}

test("the value over time ends in the total, keeps its range in the address, and leaves open what is not known", async ({
  page,
  journey,
}) => {
  await signInAtScreen(page, journey.harness, await demoPerson(journey.harness));
  await page.goto("/portfolio?range=1d");
  const ranges = page.getByRole("navigation", { name: "Range" });
  await expect(ranges.locator("[aria-current]")).toContainText("1D");

  for (const range of ["1d", "1w", "1m", "3m", "all"]) {
    const { points, stepSeconds } = await read<HistoryDto>(page, `/api/portfolio/history?range=${range}`);
    const { total } = await read<PortfolioDto>(page, "/api/portfolio");
    // Prices may move between the two questions; whether there is one may not.
    expect(points.at(-1)?.value === null, `${range} ends in a value when there is a total`).toBe(total === null);
    expect(points.length).toBeLessThanOrEqual(202);
    for (const { at, value } of points.slice(0, -1)) {
      expect((Date.parse(at) / 1_000) % stepSeconds, `${range} stands on whole steps`).toBe(0);
      expect(value, "what is not known is no zero").not.toBe("0");
    }
  }

  // By keyboard: the range is a link like every other.
  await ranges.getByRole("link", { name: "1W" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/range=1w/);
  await expect(ranges.locator("[aria-current]")).toContainText("1W");
  await audit(page);
});

test("positions are sorted in the address, and each opens its own page with lots that sum to it", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, await demoPerson(journey.harness));
  await page.goto("/portfolio");
  const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: "Cost basis" }) });
  await table.getByRole("link", { name: "Asset", exact: true }).click();
  await expect(page).toHaveURL(/sort=asset/);
  await expect(table.getByRole("columnheader", { name: "Asset" })).toHaveAttribute("aria-sort", "ascending");
  const names = await table.getByRole("rowheader").locator("a > span:first-child").allTextContents();
  expect(names).toEqual([...names].sort());

  await table.getByRole("link", { name: /^ETH/ }).click();
  await expect(page).toHaveURL(/\/portfolio\/ethereum-local\/ETH$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ETH on");
  const lots = page.getByRole("group", { name: "Lots, table" });
  await expect(lots.getByRole("row")).not.toHaveCount(1);
  const left = await lots.locator("td:nth-child(2) data").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("value") ?? ""));
  const { positions } = await read<PortfolioDto>(page, "/api/portfolio");
  const owned = positions.find(({ asset }) => asset === "ETH")?.amount ?? "";
  expect(left.reduce((sum, amount) => sum + inWei(amount), 0n)).toBe(inWei(owned));
  await audit(page);

  expect((await page.goto("/portfolio/ethereum-local/NOTHING"))?.status()).toBe(404);
});

test("files say exactly what the books say", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, await demoPerson(journey.harness));
  await page.goto("/portfolio");
  const activity = await download(page, "Download activity (CSV)");
  expect(activity.name).toMatch(/^holdfast-activity-\d{4}-\d{2}-\d{2}\.csv$/);
  const [head, ...lines] = activity.text.trimEnd().split("\r\n");
  expect(head).toBe("time,kind,asset,network,amount,balance_after,reference,entry_id");
  const booked: string[] = [];
  for (let cursor: string | null = null; ;) {
    const query: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const { entries, nextCursor }: ActivityDto = await read<ActivityDto>(page, `/api/activity${query}`);
    booked.push(
      ...entries.map((one) => [one.at, one.kind, one.asset, one.network, one.amount, one.balanceAfter, one.reference, one.id].join(",")),
    );
    cursor = nextCursor;
    if (cursor === null) break;
  }
  expect(lines).toEqual(booked);

  const lots = await download(page, "Download lots (CSV)");
  const { positions } = await read<PortfolioDto>(page, "/api/portfolio");
  const sums = new Map<string, bigint>();
  for (const line of lots.text.trimEnd().split("\r\n").slice(1)) {
    const [, asset = "", , amount = ""] = line.split(",");
    sums.set(asset, (sums.get(asset) ?? 0n) + inWei(amount));
  }
  expect(Object.fromEntries(sums)).toEqual(Object.fromEntries(positions.map(({ asset, amount }) => [asset, inWei(amount)])));
});

/** A decimal text with up to 18 decimals as a whole number, so that sums are exact. */
function inWei(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(18, "0"));
}
