// As it is unless somebody opens it: the way for old passwords is not there, and nothing of the pool is asked.
import { afterAll, beforeAll, expect, test } from "vitest";
import { mountRoute, type MountedRoute } from "@/lib/testing/mount-route";
import { setTestSettings } from "@/lib/testing/set-test-settings";

let route: MountedRoute;

beforeAll(async () => {
  route = await mountRoute();
  setTestSettings({ APP_ORIGIN: route.origin });
  const { POST } = await import("@/app/api/auth/legacy-sign-in/route");
  route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(() => route.close());

const give = (headers: Record<string, string> = {}, method = "POST") =>
  fetch(`${route.origin}/api/auth/legacy-sign-in`, {
    method,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Holdfast.LegacySignIn",
      origin: route.origin,
      "sec-fetch-site": "same-origin",
      ...headers,
    },
    ...(method === "POST" ? { body: JSON.stringify({ Username: "ann@old.test", Password: "some old horse 1" }) } : {}),
  });

test("without its three settings the way for old passwords answers that it is not there", async () => {
  const answer = await give();
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, "not_found"]);
  expect((await give({}, "GET")).status).toBe(405);
});

test("and a page that is not ours is told no more than that it is not ours", async () => {
  expect((await give({ origin: "https://evil.example" })).status).toBe(403);
});

test("the product has no such way by its settings, and the page of it is not linked", async () => {
  const { openLegacyWay } = await import("./open-legacy-way");
  expect(openLegacyWay(0)).toBeNull();
});
