// Acceptance 2, second half: with middleware.ts deleted the second gate alone refuses everything that it should.
import { expect, test } from "@playwright/test";
import { buildVariant, withoutFile } from "../support/build-variant";
import { canariesOf } from "../support/canaries";
import { openHarness, type SignedIn } from "../support/harness";
import { PORTS } from "../support/harness-facts";
import { ANONYMOUS, badTokens, expired, halfSignedIn, shells, signedIn } from "../support/personas";
import { type ProductProcess, startProduct } from "../support/start-product";
import { sendRaw } from "../support/send-raw";
import { fireCorpus } from "./fire-corpus";
import { sweepRefusals } from "./refusal-sweep";

test.describe("a build whose middleware is removed", () => {
  let product: ProductProcess | null = null;
  let demo: SignedIn;
  let owner: SignedIn;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    const { folder } = await buildVariant("without-middleware", withoutFile("middleware.ts"));
    product = await startProduct({
      folder,
      port: PORTS.variant,
      environment: openHarness().facts.productEnvironment,
      logName: "next-without-middleware",
    });
    demo = await openHarness().demoTrader();
    owner = await openHarness().newTrader();
  });

  test.afterAll(() => product?.stop());

  const app = () => ({ origin: openHarness().app.origin, ports: [PORTS.variant] as const });

  test("leaks nothing of the gate-bypass corpus", async () => {
    const canaries = await canariesOf(demo);
    for (const persona of [ANONYMOUS, await halfSignedIn(openHarness()), expired(openHarness(), demo)]) {
      const volley = await fireCorpus(PORTS.variant, app().origin, persona, canaries);
      console.log(
        `gate-bypass corpus without middleware, ${persona.name}: ${String(volley.sent)} requests, by status ${JSON.stringify(volley.statuses)}`,
      );
      expect(volley.faults).toEqual([]);
    }
  });

  test("refuses every bad token", async () => {
    const harness = openHarness();
    const faults: string[] = [];
    for (const persona of [ANONYMOUS, await halfSignedIn(harness), ...(await badTokens(harness, owner)), ...(await shells(owner))]) {
      faults.push(...(await sweepRefusals(app(), persona, { codes: ["unauthenticated"], page: "sign-in" })).faults);
    }
    faults.push(...(await sweepRefusals(app(), expired(harness, owner), { codes: ["session_expired"], page: "refresh" })).faults);
    expect(faults).toEqual([]);
  });

  test("still shows a live trader what is theirs", async () => {
    for (const target of ["/portfolio", "/api/portfolio"]) {
      const answer = await sendRaw(PORTS.variant, {
        method: "GET",
        target,
        headers: [
          ["Host", new URL(app().origin).host],
          ["Connection", "close"],
          ["Cookie", signedIn(owner).cookies ?? ""],
        ],
      });
      expect(answer.status, target).toBe(200);
    }
  });
});
