// A stream is opened by the page and not by the trader, whatever the page says of it: it must keep no session from going idle.
// It replaces a module, so it stands among the tests that share none.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { useFakeProcess } from "@/lib/testing/fake-process";
import { serve } from "./serve";

vi.mock("@/lib/server/session/resolve-trader", () => ({ resolveTrader: vi.fn() }));
const asked = vi.mocked(resolveTrader);

const ORIGIN = "http://localhost:3000";
let end: () => void;
beforeAll(() => {
  end = useFakeProcess({ appOrigin: ORIGIN });
  asked.mockResolvedValue({ ok: false, refusal: { code: "unauthenticated" } });
});
afterAll(() => {
  end();
});

const isBackgroundOf = async (path: "/api/trades/stream" | "/api/trades"): Promise<boolean | undefined> => {
  const { GET } = serve(path, { GET: () => Response.json({}) });
  await GET(new Request(`${ORIGIN}${path}`), { params: Promise.resolve({}) });
  return asked.mock.lastCall?.[1]?.isBackground;
};

it("counts a stream as the page's own doing, and a list as the trader's", async () => {
  expect(await isBackgroundOf("/api/trades/stream")).toBe(true);
  expect(await isBackgroundOf("/api/trades")).toBe(false);
});
