// A dispute goes to the support desk: one operator asks, another decides, and the trader is told by mail and on screen. In this folder because an
// operator's new passkey approves nothing for a day.
import { expect, test } from "../support/journey";
import {
  approveAtDesk,
  enrolOperatorPasskey,
  operatorPerson,
  operatorSignIn,
  operatorSignInByPasskey,
  passCoolOff,
} from "../support/operator-at-screen";
import { signInAtScreen } from "../support/person-at-screen";
import { showPassword, startWait } from "../support/way-back";

const REASON = "Caller read the code on their screen and told of three cancelled tries.";

test("a dispute takes two operators: whoever asks cannot approve, and the trader is told by mail and sees what follows", async ({
  page,
  browser,
  journey,
}) => {
  test.setTimeout(120_000);
  const { harness } = journey;
  const [mira, jon] = [await operatorPerson(harness), await operatorPerson(harness, "operator2@holdfast.test")];
  const [second, stranger, own] = await Promise.all([1, 2, 3].map(() => browser.newPage({ baseURL: harness.facts.origin })));
  if (second === undefined || stranger === undefined || own === undefined)
    throw new Error("A browser gives as many pages as are asked for");
  for (const [desk, operator] of [
    [page, mira],
    [second, jon],
  ] as const) {
    await journey.addAuthenticator(desk);
    await operatorSignIn(desk, harness, operator);
    await enrolOperatorPasskey(desk);
  }
  await passCoolOff(harness);
  await operatorSignInByPasskey(page, mira);
  await operatorSignInByPasskey(second, jon);

  const { person, client } = await harness.newTrader();
  for (let round = 0; round < 3; round += 1) {
    await startWait(stranger, harness, person, round);
    await client.call("POST", "/api/account/recovery/cancel", { json: {} });
  }
  await stranger.goto("/recover/wait");
  await showPassword(stranger, person);
  await expect(stranger.getByRole("heading", { name: "The support desk decides now" })).toBeVisible();
  const code = (await stranger.getByText(/^R-[0-9A-F]{8}$/).textContent()) ?? "";

  await page.goto("/ops/traders");
  await page.getByLabel("Email, account or support code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("list", { name: "Accounts found" }).getByRole("link").click();
  await expect(page.locator("#states")).toContainText("A way back is in dispute");
  await expect(page.locator("#states"), "the desk sees the code that the caller sees").toContainText(code);
  expect(await page.content(), "and no address").not.toContain(person.email);
  await page.getByLabel("Act", { exact: true }).selectOption({ label: "Let the disputed recovery start again" });
  await page.getByLabel("Reason").fill("too short");
  await page.getByRole("button", { name: "Review request" }).click();
  await expect(page.getByText("Say why in at least 20 characters")).toBeVisible();
  await page.getByLabel("Reason").fill(REASON);
  await page.getByRole("button", { name: "Review request" }).click();
  await expect(page.getByTestId("slip")).toContainText(REASON);
  await page.getByRole("button", { name: "Ask with passkey" }).click();
  await expect(page.getByText("You asked for this, so somebody else decides it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toBeHidden();
  expect((await harness.control.notice(person.email, /support desk asks to act/)).text).toContain(REASON);

  await second.goto("/ops");
  await second.getByRole("list", { name: "Open requests" }).getByRole("link").first().click();
  await second.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(second.getByTestId("slip")).toContainText("You approve exactly this.");
  await approveAtDesk(second);
  await expect(second.getByText("Approved and done")).toBeVisible();

  expect((await harness.control.notice(person.email, /support desk acted/)).text).toContain("Who: desk-");
  await harness.control.awaitMail(person.email, /is coming back into your Holdfast account/, 3);
  await signInAtScreen(own, harness, person);
  await expect(own.getByRole("region", { name: "A recovery of your account" })).toContainText("the support desk");
  await own.goto("/security");
  await expect(own.locator("#support")).toContainText("A way back without a second factor waits");
  await Promise.all([second.close(), stranger.close(), own.close()]);
});
