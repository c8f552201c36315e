// Groups and attributes of the pool are no permissions: whoever changes them there has changed nothing here. Rows of ours are.
import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { problemCode } from "../support/answer-faults";
import type { AppClient } from "../support/app-client";
import { putIntoGroup, writeAttributesAtPool } from "../support/at-the-pool";
import { concretePath } from "../support/concrete-path";
import { COOKIE } from "../support/cookie-names";
import { ENDS_THE_SESSION } from "../support/ends-the-session";
import { openHarness } from "../support/harness";
import { claimsOf } from "../support/mint-token";
import { headerOf } from "../support/raw-answer";
import { inParallel } from "../support/send-raw";

/** The one act that an empty body carries out, and only the first time: its second answer differs, whoever asks. */
const ONCE_ONLY = "POST /api/account/recovery-codes";

const ROUTES = ROUTE_MANIFEST.filter(({ audience, path }) => audience !== "public" && !ENDS_THE_SESSION.includes(path))
  .flatMap(({ path, kind, methods, accepts }) => methods.map((method) => ({ path, kind, method, type: accepts[0] ?? "application/json" })))
  .filter(({ method, path }) => `${method} ${path}` !== ONCE_ONLY);

/** What each route says to this person: its status, its code, and where it leads. Figures differ from one moment to the next and say nothing. */
async function answersTo(client: AppClient): Promise<Record<string, string>> {
  const said = await inParallel(ROUTES, 6, async ({ path, kind, method, type }) => {
    const target = concretePath(path);
    const headers = [
      ["Content-Type", type],
      ["Idempotency-Key", randomUUID()],
    ] as const;
    const answer =
      kind === "page" ? await client.open(target) : await client.call(method, target, method === "GET" ? {} : { json: {}, headers });
    return [`${method} ${path}`, [answer.status, problemCode(answer), headerOf(answer, "location")].join(" ")] as const;
  });
  return Object.fromEntries(said);
}

test("groups and attributes that are changed in the pool change no answer of any route, and a freeze of ours changes the next one", async () => {
  const harness = openHarness();
  const { person, client } = await harness.newTrader();
  const before = await answersTo(client);
  expect(Object.keys(before).length).toBeGreaterThan(80);

  for (const group of ["admins", "operators"]) await putIntoGroup(harness.facts, person.email, `${group}-${randomUUID()}`);
  await writeAttributesAtPool(harness.facts, person.email, {
    ...{ profile: "https://holdfast.test/roles/operator", nickname: "operator", name: "Operator", website: "https://holdfast.test/admin" },
  });
  const promoted = await harness.signInAgain(person);
  // The pool has them, and its own function keeps them out of the very token that the product verifies (ADR 053).
  expect(claimsOf(promoted.jar.get(COOKIE.access) ?? "")).not.toHaveProperty("cognito:groups");
  expect(await answersTo(promoted)).toEqual(before);

  expect((await promoted.call("POST", "/api/account/freeze", { json: {} })).status).toBe(204);
  const frozen = await harness.signInAgain(person);
  expect(problemCode(await frozen.call("POST", "/api/withdrawals", { json: {} }))).toBe("account_frozen");
  expect(before["POST /api/withdrawals"]).not.toContain("account_frozen");
});
