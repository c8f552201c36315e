// Acceptance 4, the person's half: time passes, and a trader notices nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "../support/journey";
import { signInAtScreen } from "../support/person-at-screen";

const PAST_THE_TOKEN_SECONDS = 310;

test("a trader left alone past the token's five minutes goes on without seeing sign-in", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, (await journey.harness.newTrader()).person);
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(new URL(frame.url()).pathname));

  await journey.harness.control.advanceClock(PAST_THE_TOKEN_SECONDS);
  await page.getByRole("link", { name: "Activity" }).first().click();
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();

  await journey.harness.control.advanceClock(PAST_THE_TOKEN_SECONDS);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();

  await journey.harness.control.advanceClock(PAST_THE_TOKEN_SECONDS);
  await page.getByRole("link", { name: "Security" }).first().click();
  await expect(page.getByRole("heading", { name: "Security", level: 1 })).toBeVisible();
  await expect(page.getByText("This session")).toBeVisible();
  expect(visited).not.toContain("/sign-in");
});

test("a link on another site lands where it pointed, even with an expired token", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, (await journey.harness.newTrader()).person);
  const elsewhere = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<a href="${journey.harness.facts.origin}/activity">Your activity</a>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const { port } = elsewhere.address() as AddressInfo;

  const visitor = await page.context().newPage();
  await visitor.goto(`http://127.0.0.1:${String(port)}/`);
  await journey.harness.control.advanceClock(PAST_THE_TOKEN_SECONDS);
  await visitor.getByRole("link").click();
  await expect(visitor.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
  expect(new URL(visitor.url()).pathname).toBe("/activity");
  await visitor.close();
  elsewhere.close();
  journey.watch.foreignRequests.length = 0; // The other site was this journey's own doing.
});

test("another session of the trader is listed, and ends when it is revoked", async ({ page, journey }) => {
  const { person, client } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  expect((await client.call("GET", "/api/portfolio")).status).toBe(200);
  await page.getByRole("link", { name: "Security" }).first().click();
  await page.getByRole("button", { name: "End session" }).click();
  await expect.poll(async () => (await client.call("GET", "/api/portfolio")).status).toBe(401);
});
