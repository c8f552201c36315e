// The machine's way in against the real pool: its token endpoint grants, our gate admits, and nothing of it works anywhere else.
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as readCursor } from "@/app/api/ingest/cursor/route";
import { GET as readPortfolio } from "@/app/api/portfolio/route";
import { POST as openStepUp } from "@/app/api/step-up/route";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { MACHINE_SECRET } from "@/lib/testing/start-user-pool";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";

let stage: ProxyStage;
beforeAll(async () => {
  stage = await openProxyStage();
});
afterAll(() => stage.close());

async function grant(scope: string): Promise<string> {
  const form = {
    grant_type: "client_credentials",
    client_id: TEST_ENVIRONMENT.COGNITO_MACHINE_CLIENT_ID,
    client_secret: MACHINE_SECRET,
    scope,
  };
  const response = await fetch(`${stage.pool.url}/oauth2/token`, { method: "POST", body: new URLSearchParams(form) });
  return ((await response.json()) as { access_token: string }).access_token;
}

const context = { params: Promise.resolve({}) };
const ask = (headers: Record<string, string>) =>
  readCursor(new Request(`${stage.route.origin}/api/ingest/cursor?network=nowhere`, { headers }), context);

test("the pool's token for the machine client opens ingest, and only with the scope", async () => {
  const answer = await ask({ authorization: `Bearer ${await grant("holdfast-ingest/write")}` });
  expect([answer.status, await answer.json()]).toEqual([200, { network: "nowhere", block: null, headNumber: null, kept: [] }]);
  expect((await ask({ authorization: `Bearer ${await grant("holdfast-ingest/read")}` })).status).toBe(403);
  expect((await ask({})).status).toBe(401);
});

test("it opens nothing of a trader's, least of all a step-up", async () => {
  const token = await grant("holdfast-ingest/write");
  const same = { origin: stage.route.origin, "sec-fetch-site": "same-origin", "content-type": "application/json" };
  for (const way of [{ authorization: `Bearer ${token}` }, { cookie: `__Host-hf_at=${token}` }]) {
    expect((await readPortfolio(new Request(`${stage.route.origin}/api/portfolio`, { headers: way }), context)).status).toBe(401);
    const body = JSON.stringify({ purpose: "withdrawal", subjectId: "00000000-0000-4000-8000-000000000000" });
    const request = new Request(`${stage.route.origin}/api/step-up`, { method: "POST", headers: { ...same, ...way }, body });
    expect((await openStepUp(request, context)).status).toBe(401);
  }
});

test("the token dies by the clock", async () => {
  const token = await grant("holdfast-ingest/write");
  await stage.advance(901);
  expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(401);
});
