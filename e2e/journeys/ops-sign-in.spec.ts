// An operator's way in, in a real browser: the desk's own door, its look, and a passkey that signs in and does not approve yet.
import { expect, test } from "../support/journey";
import {
  enrolOperatorPasskey,
  operatorPerson,
  operatorSignIn,
  operatorSignInByPasskey,
  operatorSignOut,
  turnDownOwnPasskey,
} from "../support/operator-at-screen";

test("an operator comes in by the desk's own door, is no trader, and adds a passkey that signs in and approves nothing yet", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const operator = await operatorPerson(harness);
  await journey.addAuthenticator(page);
  await page.goto("/ops/security");
  await expect(page).toHaveURL(/\/ops\/sign-in\?next=%2Fops%2Fsecurity$/);
  await expect(page.getByText("Support desk · staff only")).toBeVisible();

  await operatorSignIn(page, harness, operator);
  await expect(page.getByText("You have no passkey that approves yet")).toBeVisible();
  await expect(page.getByText("Support desk · staff only")).toBeVisible();
  await expect(page.getByText(/^desk-[0-9a-z]{6}$/)).toBeVisible();
  expect(await page.content(), "the desk shows nobody's address").not.toContain(operator.email);
  await enrolOperatorPasskey(page);
  await expect(page.getByRole("region", { name: "Your passkeys" }).getByRole("listitem")).toContainText("Signs in only");

  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Alerts" }).click();
  await expect(page.getByRole("heading", { name: "Alerts", level: 1 })).toBeVisible();
  expect(await page.content(), "an alert names nobody's address").not.toMatch(/@holdfast\.test/);

  await page.goto("/portfolio");
  await expect(page, "an operator is nobody among the traders").toHaveURL(/\/sign-in\?next=%2Fportfolio$/);
  await page.goto("/ops");
  await operatorSignOut(page);
  await operatorSignInByPasskey(page, operator);
  await expect(page.getByText("You have no passkey that approves yet")).toBeVisible();
  await turnDownOwnPasskey(page);
  await operatorSignOut(page);
});
