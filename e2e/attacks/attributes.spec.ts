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

const ROUTES = ROUTE_MANIFEST.filter(({ audience, path }) => audience !== "public" && !ENDS_THE_SESSION.includes(path)).flatMap(
  ({ path, kind, methods, accepts }) => methods.map((method) => ({ path, kind, method, type: accepts[0] ?? "application/json" })),
);

/** What each route says to this person: its status, its code, and where it leads. Figures differ from one moment to the next and say nothing. */
async function answersTo(client: AppClient): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const { path, kind, method, type } of ROUTES) {
    const target = concretePath(path);
    const headers = [
      ["Content-Type", type],
      ["Idempotency-Key", randomUUID()],
    ] as const;
    const answer =
      kind === "page" ? await client.open(target) : await client.call(method, target, method === "GET" ? {} : { json: {}, headers });
    said[`${method} ${path}`] = [answer.status, problemCode(answer), headerOf(answer, "location")].join(" ");
  }
  return said;
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
  // The session of before first: a sweep ends the account's other sessions on its way.
  expect(await answersTo(client)).toEqual(before);
  const promoted = await harness.signInAgain(person);
  // The pool says so in the very token that the product verifies.
  expect(claimsOf(promoted.jar.get(COOKIE.access) ?? "")["cognito:groups"]).toHaveLength(2);
  expect(await answersTo(promoted)).toEqual(before);

  expect((await promoted.call("POST", "/api/account/freeze", { json: {} })).status).toBe(204);
  const frozen = await answersTo(await harness.signInAgain(person));
  expect(frozen["POST /api/withdrawals"]).toContain("account_frozen");
  expect(frozen["POST /api/withdrawals"]).not.toBe(before["POST /api/withdrawals"]);
});
