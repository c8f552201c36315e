// The browser's own memory of pages (bfcache), switched on. The first test proves that this browser has one; the others that it gives nothing away.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { openHarness } from "../support/harness";
import { signInAtScreen } from "../support/person-at-screen";
import { withRememberingBrowser, type RememberingPage } from "../support/remembering-browser";

const harness = openHarness;
const originOf = (): string => openHarness().facts.origin;

/** A trader on the security page, who went on to their activity; the page before is the browser's to remember. */
async function standOnActivity({ page }: RememberingPage) {
  const trader = await harness().newTrader();
  await signInAtScreen(page, harness(), trader.person);
  await page.goto("/security");
  await expect(page.getByText("This session", { exact: true })).toBeVisible();
  await page.goto("/activity");
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
  return trader;
}

const endsAtSignIn = async (remembering: RememberingPage): Promise<void> => {
  await expect.poll(() => remembering.screen().catch(() => null), { timeout: 20_000 }).toMatchObject({ path: "/sign-in" });
  await expect.poll(async () => (await remembering.screen()).words).toContain("Only look");
};

test("the browser of these journeys keeps pages in memory, those that say no-store too", async () => {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url === "/no-store") response.setHeader("cache-control", "private, no-store");
    response.end(`<title>t</title><p>page ${request.url ?? ""}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const control = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  for (const path of ["/plain", "/no-store"])
    await withRememberingBrowser(control, async (remembering) => {
      await remembering.page.goto(path);
      await remembering.page.goto("/two");
      await remembering.pressBack();
      await expect.poll(() => remembering.returned()).toEqual({ isFromMemory: true, path, words: `page ${path}` });
    });
  server.close();
});

test("the browser does not even keep our pages: they and what they ask for are no-store", async () => {
  await withRememberingBrowser(originOf(), async (remembering) => {
    const { client } = await standOnActivity(remembering);
    // Ended from another machine: this browser's cookies do not change.
    expect((await client.call("DELETE", "/api/sessions")).status).toBe(200);
    await remembering.pressBack();
    await endsAtSignIn(remembering);
    expect(remembering.reasons.join()).toContain("NoStore");
  });
});

for (const how of ["ended elsewhere", "signed out in another tab"] as const)
  test(`in a browser that keeps everything, the page of a session that was ${how} never shows a word again`, async () => {
    await withRememberingBrowser(originOf(), async (remembering, context) => {
      await remembering.keepEverything();
      const { client, person } = await standOnActivity(remembering);
      if (how === "ended elsewhere") expect((await client.call("DELETE", "/api/sessions")).status).toBe(200);
      else
        expect(
          (await context.request.post("/api/auth/sign-out", { headers: { origin: originOf(), "sec-fetch-site": "same-origin" } })).status(),
        ).toBe(204);
      const seen: string[] = [];
      await remembering.pressBack();
      await expect
        .poll(async () => {
          const screen = await remembering.screen().catch(() => ({ path: "", words: "" }));
          if (screen.path === "/security") seen.push(screen.words);
          return screen.path;
        })
        .toBe("/sign-in");
      await endsAtSignIn(remembering);
      expect(
        seen.filter((words) => words !== ""),
        "words on the page that came back",
      ).toEqual([]);
      expect((await remembering.screen()).words).not.toContain(person.email);
    });
  });

test("in a browser that keeps everything, a living session's page comes back blank, is confirmed, and still holds what was typed", async () => {
  await withRememberingBrowser(originOf(), async (remembering) => {
    await remembering.keepEverything();
    const { page } = remembering;
    await signInAtScreen(page, harness(), (await harness().newTrader()).person);
    await page.goto("/addresses");
    await page.getByLabel("Label").fill("Cold wallet");
    await page.getByLabel("Label").evaluate((field) => field.setAttribute("data-mine", "yes"));
    await page.goto("/activity");
    await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
    await remembering.pressBack();
    await expect.poll(() => remembering.returned()).toEqual({ isFromMemory: true, path: "/addresses", words: "" });
    await expect.poll(async () => (await remembering.screen()).words).toContain("Money leaves only to these");
    expect(await remembering.valueOf("[data-mine]")).toBe("Cold wallet");
  });
});
