// Acceptance 2: whatever is sent, nobody without a live session sees a trader's data, and nothing breaks.
import { expect, test } from "@playwright/test";
import { canariesOf } from "../support/canaries";
import { openHarness, type SignedIn } from "../support/harness";
import { ANONYMOUS, expired, halfSignedIn, type Persona, signedIn } from "../support/personas";
import { fireCorpus } from "./fire-corpus";

test.describe("the gate-bypass corpus", () => {
  let demo: SignedIn;
  let canaries: readonly string[];

  test.beforeAll(async () => {
    demo = await openHarness().demoTrader();
    canaries = await canariesOf(demo);
  });

  const personas: Readonly<Record<string, () => Promise<Persona> | Persona>> = {
    anonymous: () => ANONYMOUS,
    "half-signed-in": () => halfSignedIn(openHarness()),
    expired: () => expired(openHarness(), demo),
  };

  for (const [name, persona] of Object.entries(personas)) {
    test(`leaks nothing to somebody ${name}`, async () => {
      const { origin, ports } = openHarness().facts;
      const volley = await fireCorpus(ports[0], origin, await persona(), canaries);
      console.log(`gate-bypass corpus, ${name}: ${String(volley.sent)} requests, by status ${JSON.stringify(volley.statuses)}`);
      expect(volley.sent).toBeGreaterThanOrEqual(300);
      expect(volley.faults).toEqual([]);
    });
  }

  test("is aimed at the data: with a live session many of its requests show it", async () => {
    const { origin, ports } = openHarness().facts;
    const volley = await fireCorpus(ports[0], origin, signedIn(demo), canaries);
    console.log(
      `gate-bypass corpus, signed in: ${String(volley.leaks)} of ${String(volley.sent)} show the trader's own data; families ${JSON.stringify(volley.families)}`,
    );
    expect(volley.leaks).toBeGreaterThan(50);
  });
});
