// The way back from a freeze: a proof at the screen, a day in which any notice freezes again, then a hold of a day. The clock moves here.
import { expect, test } from "../support/journey";
import { problemCode } from "../support/answer-faults";
import { outcomeOf, postFreeze, tokenOf } from "../support/freeze-calls";
import { signInAtScreen } from "../support/person-at-screen";
import { stageTrader } from "../support/staged-trader";
import { unusedCode } from "../support/totp-codes";
import { accepted, prepare } from "../support/withdrawal-calls";

const DAY_SECONDS = 86_400;

test("unfreezing takes a proof, a wait that a notice can start over, and a hold", async ({ page, journey }) => {
  test.setTimeout(240_000);
  const { harness } = journey;
  const { control } = harness;
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: false });
  const { person } = trader;
  const { codes } = person;
  if (codes === null) throw new Error("The staged trader has no authenticator");
  const order = { asset: "USDC", amount: "5", addressId: trader.addressId };
  const token = tokenOf(await control.notice(person.email, /Sign-in from a device/));
  expect(outcomeOf(await postFreeze(harness.newClient(), token))).toBe("frozen");

  const approve = async (): Promise<void> => {
    await signInAtScreen(page, harness, person);
    await page.goto("/security");
    await page.getByRole("button", { name: "Unfreeze the account" }).click();
    await expect(page.getByText("You approve exactly this.")).toBeVisible();
    await page.getByRole("button", { name: "Approve with password and code" }).click();
    await page.getByLabel("Password").fill(person.password);
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Authentication code")).toBeFocused();
    await page.keyboard.type(await unusedCode(codes, control));
    await page.keyboard.press("Enter");
    await expect(page.locator("#freeze").getByText(/Unfreezing was approved/)).toBeVisible();
  };
  await approve();
  await control.notice(person.email, /Unfreezing was approved/);
  const waiting = await harness.signInAgain(person);
  expect(problemCode(await prepare(waiting, order)), "frozen in the wait").toBe("account_frozen");

  expect(outcomeOf(await postFreeze(harness.newClient(), token)), "a link that was used before").toBe("frozen");
  expect((await waiting.call("GET", "/api/portfolio")).status).toBe(401);
  await control.advanceClock(DAY_SECONDS + 60);
  expect(problemCode(await prepare(await harness.signInAgain(person), order)), "the wait started over").toBe("account_frozen");

  await approve();
  await control.advanceClock(DAY_SECONDS + 60);
  await control.notice(person.email, /no longer frozen/);
  const back = await harness.signInAgain(person);
  expect((await back.call("PUT", "/api/account/phrase", { json: { phrase: "mine again" } })).status, "it acts again").toBe(200);
  expect(problemCode(await prepare(back, order)), "and its money waits").toBe("withdrawal_hold");
  await control.advanceClock(DAY_SECONDS);
  accepted(await prepare(await harness.signInAgain(person), order));
});
