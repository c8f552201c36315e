// Acceptance 2: a cookie that is not a live access token of ours opens nothing, on either process.
import { expect, test } from "@playwright/test";
import { openHarness, type SignedIn } from "../support/harness";
import { ANONYMOUS, badTokens, expired, halfSignedIn, shells, signedIn } from "../support/personas";
import { sendRaw } from "../support/send-raw";
import { sweepRefusals } from "./refusal-sweep";

test.describe("a token that is not a live access token", () => {
  let owner: SignedIn;

  test.beforeAll(async () => {
    owner = await openHarness().newTrader();
  });

  test("opens no page and no API", async () => {
    const harness = openHarness();
    const personas = [ANONYMOUS, await halfSignedIn(harness), ...(await badTokens(harness, owner)), ...(await shells(owner))];
    const sweeps = [];
    for (const persona of personas) sweeps.push(await sweepRefusals(harness.app, persona, { codes: ["unauthenticated"], page: "sign-in" }));
    const asked = sweeps.reduce((sum, sweep) => sum + sweep.asked, 0);
    console.log(`bad tokens: ${String(personas.length)} personas, ${String(asked)} requests`);
    expect(sweeps.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("is told from one that only needs renewing", async () => {
    const harness = openHarness();
    const sweep = await sweepRefusals(harness.app, expired(harness, owner), {
      codes: ["session_expired", "unauthenticated"],
      page: "refresh",
    });
    expect(sweep.faults).toEqual([]);
  });

  test("differs from the live one, which opens both processes", async () => {
    const { app } = openHarness();
    for (const port of app.ports) {
      for (const target of ["/portfolio", "/api/portfolio", "/api/auth/session"]) {
        const answer = await sendRaw(port, {
          method: "GET",
          target,
          headers: [
            ["Host", new URL(app.origin).host],
            ["Connection", "close"],
            ["Cookie", signedIn(owner).cookies ?? ""],
          ],
        });
        expect(answer.status, `${target} on ${String(port)}`).toBe(200);
      }
    }
  });
});
