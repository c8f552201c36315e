// "Bad input and failure": whatever is wrong with a request, the answer says so with a code; nothing breaks, nothing shows through.
import { ENDS_THE_SESSION } from "../support/ends-the-session";
import { expect, test } from "@playwright/test";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { exceptionName, faultOf, problemCode } from "../support/answer-faults";
import { AMZ_JSON } from "../support/cognito-calls";
import { openHarness } from "../support/harness";
import { ANONYMOUS } from "../support/personas";
import type { RawAnswer } from "../support/raw-answer";
import { inParallel, sendRaw } from "../support/send-raw";
import { speaksCognito } from "../support/speaks-cognito";
import { badRequests, withBody, writesOf } from "./corpus/bad-requests";

/** What a handler may say to a bad request: a problem with a code, or Cognito's own shape at the proxy. A 2xx or redirect is judged elsewhere. */
function formFault(target: string, answer: RawAnswer): string | null {
  if (answer.status < 400 || !target.startsWith("/api/")) return null;
  const named = speaksCognito(target) ? (exceptionName(answer) ?? problemCode(answer)) : problemCode(answer);
  return named === null ? `status ${String(answer.status)} without a code: ${answer.text.slice(0, 100)}` : null;
}

test.describe("a bad request", () => {
  for (const who of ["anonymous", "a signed-in trader"]) {
    test(`of ${who} is answered with a code and never breaks anything`, async () => {
      const harness = openHarness();
      const client = who === ANONYMOUS.name ? harness.newClient() : (await harness.newTrader()).client;
      const requests = badRequests(client).filter(
        ({ request }) => !(request.method === "POST" && ENDS_THE_SESSION.includes(request.target)),
      );
      const faults = await inParallel(requests, 8, async ({ name, request }) => {
        const answer = await sendRaw(harness.app.ports[0], request).catch((error: unknown) => ({
          status: 599,
          headers: [],
          text: String(error),
        }));
        const location = answer.headers.find(([header]) => header.toLowerCase() === "location")?.[1] ?? "";
        const leadsAway = /^(https?:)?\/\/|^\/\\|evil\.example.*:|^javascript/i.test(location);
        const fault = faultOf(answer) ?? formFault(request.target, answer) ?? (leadsAway ? `leads to ${location}` : null);
        return fault === null ? [] : [`${name}: ${fault}`];
      });
      console.log(`bad input, ${who}: ${String(requests.length)} requests`);
      expect(faults.flat()).toEqual([]);
      if (who !== ANONYMOUS.name) expect((await client.call("GET", "/api/auth/session")).status).toBe(200);
    });
  }

  test("that is too large is refused before it is read, at whatever length it claims", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    for (const route of ROUTE_MANIFEST.filter(
      (row) => row.kind === "handler" && writesOf(row).length > 0 && row.path !== "/api/auth/refresh",
    )) {
      for (const method of writesOf(route)) {
        const answer = await sendRaw(harness.app.ports[0], withBody(client, route, method, "{}", [["Content-Length", "999999999"]]));
        expect(answer.status, `${method} ${route.path}`).toBe(413);
      }
    }
  });

  test("to the proxy names no operation that is not on the list", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    const before = await harness.counts();
    const operations = [
      "AdminInitiateAuth",
      "AdminGetUser",
      "AdminDeleteUser",
      "ListUsers",
      "DescribeUserPoolClient",
      "DescribeUserPool",
      "CreateUserPoolClient",
      "UpdateUserAttributes",
      "DeleteUser",
      "GetClientToken",
      "ConfirmDevice",
      "UpdateDeviceStatus",
      "initiateauth",
      "InitiateAuth ",
      "InitiateAuth\t",
      "../InitiateAuth",
      "InitiateAuth.GetUser",
      "toString",
      "__proto__",
      "constructor",
      "",
    ];
    for (const operation of operations) {
      const target = `AWSCognitoIdentityProviderService.${operation}`;
      const answer = await client.call("POST", "/api/auth/cognito", {
        json: { Username: "x", UserPoolId: harness.facts.userPoolId },
        headers: [
          ["Content-Type", AMZ_JSON],
          ["X-Amz-Target", target],
        ],
      });
      expect(answer.status, operation).toBeGreaterThanOrEqual(400);
      expect(exceptionName(answer), operation).not.toBeNull();
    }
    expect(await harness.counts()).toEqual(before);
  });
});
