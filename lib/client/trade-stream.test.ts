import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { writeEventFrame } from "@/lib/contracts/event-frames";
import { openTradeStream } from "./trade-stream";

interface Connection {
  readonly path: string;
  readonly headers: Record<string, string>;
  send(text: string): void;
  end(): void;
  fail(): void;
}

let connections: Connection[] = [];
let refusals: Response[] = [];
let page: EventTarget & { hidden: boolean };
let told: string[] = [];
let stop: () => void;

const trade = (seq: number) => writeEventFrame({ event: "trade", id: String(seq), data: JSON.stringify({ seq: String(seq) }) });
const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const show = (hidden: boolean) => {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  [connections, refusals, told] = [[], [], []];
  page = Object.assign(new EventTarget(), { hidden: false });
  const world = new EventTarget();
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", world.addEventListener.bind(world));
  vi.stubGlobal("removeEventListener", world.removeEventListener.bind(world));
  vi.stubGlobal("location", { pathname: "/trades", search: "", assign: vi.fn() });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (path === "/api/auth/refresh") return Response.json({});
    const refused = refusals.shift();
    if (refused !== undefined) return refused;
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        init.signal?.addEventListener("abort", () => controller.error(new Error("aborted")));
        connections.push({
          path,
          headers: init.headers as Record<string, string>,
          send: (text) => controller.enqueue(encoder.encode(text)),
          end: () => controller.close(),
          fail: () => controller.error(new Error("network")),
        });
      },
    });
    return new Response(body);
  });
  stop = openTradeStream("pair=7", "10", {
    onTrade: ({ seq }) => told.push(`trade ${seq}`),
    onRetraction: ({ swapSeq }) => told.push(`back ${swapSeq}`),
    onReset: () => told.push("reset"),
    onState: (state) => told.push(state),
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const events = () => told.filter((one) => /trade|back|reset/.test(one));

describe("the stream of trades in the browser", () => {
  test("goes on where it was cut, marks itself as no act of the trader, and tells nothing twice", async () => {
    await tick(0);
    expect(connections[0]?.path).toBe("/api/trades/stream?after=10&pair=7");
    expect(connections[0]?.headers["x-holdfast-background"]).toBe("1");
    connections[0]?.send(trade(11) + trade(12).slice(0, 20));
    await tick(10);
    connections[0]?.fail();
    await tick(10_000);
    expect(connections[1]?.path).toBe("/api/trades/stream?after=11&pair=7");
    connections[1]?.send(trade(11) + trade(12) + trade(13));
    await tick(10);
    expect(events()).toEqual(["trade 11", "trade 12", "trade 13"]);
  });

  test("comes back at once after a stream that was fine, such as at the end of its token", async () => {
    await tick(6_000);
    connections[0]?.end();
    await tick(301);
    expect(connections).toHaveLength(2);
    expect(told).not.toContain("lost");
  });

  test("renews an ended session once", async () => {
    await tick(6_000);
    refusals = [Response.json({ code: "session_expired", requestId: "r" }, { status: 401 })];
    connections[0]?.end();
    await tick(301);
    expect(connections).toHaveLength(2);
  });

  test("holds back as long as it is told", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    await tick(0);
    refusals = [
      Response.json({ code: "rate_limited", requestId: "r", retryAfterSeconds: 30 }, { status: 429, headers: { "retry-after": "30" } }),
    ];
    connections[0]?.fail();
    await tick(29_000);
    expect(told).toContain("lost");
    expect(connections).toHaveLength(1);
    await tick(2_000);
    expect(connections).toHaveLength(2);
  });

  test("stops while the tab is hidden for long, and asks for what it missed when it is seen", async () => {
    await tick(0);
    connections[0]?.send(trade(11));
    await tick(10);
    show(true);
    await tick(10_000);
    show(false);
    expect(connections).toHaveLength(1);
    show(true);
    await tick(20_001);
    expect(told.at(-1)).toBe("away");
    await tick(300_000);
    expect(connections).toHaveLength(1);
    show(false);
    await tick(10);
    expect(connections[1]?.path).toBe("/api/trades/stream?after=11&pair=7");
    expect(told.at(-1)).toBe("live");
  });

  test("takes a silent server for one that is gone", async () => {
    await tick(0);
    await tick(19_000);
    connections[0]?.send(": still here\n\n");
    await tick(19_000);
    expect(connections).toHaveLength(1);
    await tick(2_000);
    expect(connections).toHaveLength(2);
  });

  test("tells a reset and goes on after it", async () => {
    await tick(0);
    connections[0]?.send(writeEventFrame({ event: "reset", id: "5000", data: "{}" }) + trade(4_999) + trade(5_001));
    await tick(10);
    expect(events()).toEqual(["reset", "trade 5001"]);
  });

  test("tells what was taken back", async () => {
    await tick(0);
    connections[0]?.send(writeEventFrame({ event: "retract", id: "12", data: JSON.stringify({ seq: "12", swapSeq: "9" }) }));
    await tick(10);
    expect(events()).toEqual(["back 9"]);
  });
});
