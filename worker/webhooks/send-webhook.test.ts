// No request forgery: what the product's own wiring refuses, and that a real TLS endpoint is reached only as judged.
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HOOK_CERTIFICATE, HOOK_HOST, type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { isPublicAddress } from "./is-public-address";
import { type AddressBook, PUBLIC_ADDRESSES, type Resolved } from "./pin-address";
import { sendWebhook, type WebhookWorld } from "./send-webhook";

const LOOPBACK: Resolved = { address: "127.0.0.1", family: 4 };
let hook: HookServer;
beforeAll(async () => {
  hook = await startHookServer();
});
afterAll(() => hook.close());
afterEach(() => {
  hook.calls.length = 0;
  hook.answer = (response) => {
    response.writeHead(204).end();
  };
});

/** The names that a test knows, judged by the rule of the product unless it brings its own. */
const book = (
  answers: readonly (readonly Resolved[])[],
  isAllowed = (_address: string): boolean => true,
): AddressBook & { asked: number } => ({
  asked: 0,
  async resolve() {
    this.asked += 1;
    return answers[Math.min(this.asked, answers.length) - 1] ?? [];
  },
  isAllowed,
});
const worldOf = (given: AddressBook): WebhookWorld => ({ book: given, port: hook.port, ca: HOOK_CERTIFICATE });
const send = (world: WebhookWorld, url = `https://${HOOK_HOST}/in?x=1`) =>
  sendWebhook({ url, headers: { "webhook-id": "1" }, body: '{"a":"é"}' }, world);

describe("an address of the internet", () => {
  it.each(["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:81b::200e"])(
    "%s is public",
    (text) => {
      expect(isPublicAddress(text)).toBe(true);
    },
  );
  it.each([
    ...["127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1"],
    ...[
      "255.255.255.255",
      "::",
      "::1",
      "fe80::1",
      "fe80::1%eth0",
      "fc00::1",
      "fd12:3456::1",
      "ff02::1",
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
    ],
    ...["::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1"],
    ...["2001:0:7f00:1::", "2001:db8::1", "100::1", "fec0::1", "4000::1", "localhost", "", "0x7f.1", "2130706433"],
  ])("%s is not", (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

describe("the product's own wiring", () => {
  it.each([
    ...[
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://169.254.169.254/latest/meta-data/",
      "https://10.1.2.3/",
      "https://[::ffff:127.0.0.1]/",
    ],
    ...["https://0x7f000001/", "https://2130706433/", "https://017700000001/", "https://localhost/", "https://db.internal/"],
  ])("never connects to %s", async (url) => {
    expect(await send({ book: PUBLIC_ADDRESSES, port: hook.port, ca: HOOK_CERTIFICATE }, url)).toBe("no_public_address");
    expect(hook.calls).toEqual([]);
  });
  it("allows exactly public addresses, and has no exception for the loopback", () => {
    expect(PUBLIC_ADDRESSES.isAllowed).toBe(isPublicAddress);
  });
  it.each<[string, Resolved]>([
    ["the loopback", LOOPBACK],
    ["a cloud's metadata", { address: "169.254.169.254", family: 4 }],
    ["a private network", { address: "10.0.0.7", family: 4 }],
    ["the loopback in IPv6 clothes", { address: "::ffff:127.0.0.1", family: 6 }],
  ])("never connects to a name that stands for %s, alone or among public ones", async (_name, address) => {
    for (const answer of [[address], [{ address: "8.8.8.8", family: 4 } as const, address]]) {
      expect(await send(worldOf(book([answer], isPublicAddress)))).toBe("no_public_address");
    }
    expect(hook.calls).toEqual([]);
  });
});

describe("a delivery", () => {
  it("reaches the pinned address under its name, with the body to the byte", async () => {
    expect(await send(worldOf(book([[LOOPBACK]])))).toBe("taken");
    expect(hook.calls).toMatchObject([
      { url: "/in?x=1", body: '{"a":"é"}', headers: { host: HOOK_HOST, "webhook-id": "1", "content-type": "application/json" } },
    ]);
  });
  it("asks for the name once: an answer that changes afterwards changes nothing", async () => {
    const rebinding = book([[LOOPBACK], [{ address: "203.0.113.9", family: 4 }]]);
    expect(await send(worldOf(rebinding))).toBe("taken");
    expect(rebinding.asked).toBe(1);
    const toInside = book([[{ address: "8.8.8.8", family: 4 }], [LOOPBACK]], isPublicAddress);
    await Promise.race([send(worldOf(toInside)), new Promise((resolve) => setTimeout(resolve, 300))]);
    expect(toInside.asked).toBe(1);
    expect(hook.calls).toHaveLength(1);
  });
  it("follows no redirect, wherever it leads", async () => {
    hook.answer = (response) => {
      response.writeHead(307, { location: `https://127.0.0.1:${hook.port}/inside` }).end();
    };
    expect(await send(worldOf(book([[LOOPBACK]])))).toBe("redirect");
    expect(hook.calls).toHaveLength(1);
  });
  it("trusts no certificate that is for another name, or from nobody", async () => {
    expect(await send(worldOf(book([[LOOPBACK]])), "https://other.example.com/")).toBe("not_trusted");
    expect(await send({ book: book([[LOOPBACK]]), port: hook.port })).toBe("not_trusted");
    expect(hook.calls).toEqual([]);
  });
  it("asks no proxy of the environment", async () => {
    const before = { ...process.env };
    Object.assign(process.env, { HTTPS_PROXY: "http://127.0.0.1:1", https_proxy: "http://127.0.0.1:1", NODE_USE_ENV_PROXY: "1" });
    try {
      expect(await send(worldOf(book([[LOOPBACK]])))).toBe("taken");
    } finally {
      process.env = before;
    }
  });
  it.each([
    [200, "taken"],
    [404, "refused_4xx"],
    [500, "failed_5xx"],
  ])("says of %i only that it was %s", async (status, outcome) => {
    hook.answer = (response) => {
      response.writeHead(status).end("secret");
    };
    expect(await send(worldOf(book([[LOOPBACK]])))).toBe(outcome);
  });
  it("reads no more of an answer than it must, and no headers without end", async () => {
    let written = 0;
    hook.answer = (response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) written += 1;
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
    };
    expect(await send(worldOf(book([[LOOPBACK]])))).toBe("taken");
    expect(written).toBeLessThan(1_000);
    hook.answer = (response) => {
      response.writeHead(200, { "x-long": "x".repeat(12_000) }).end();
    };
    expect(await send(worldOf(book([[LOOPBACK]])))).toBe("odd_answer");
  });
  it("ends after five seconds, whether names, connections or answers are slow", async () => {
    const silent = await listenSilently();
    hook.answer = (response) => {
      response.writeHead(200);
      response.write("x");
    };
    const slowNames: AddressBook = { resolve: () => new Promise(() => undefined), isAllowed: () => true };
    const startedAt = performance.now();
    const outcomes = await Promise.all([
      send(worldOf(slowNames)),
      send(worldOf(book([[LOOPBACK]]))),
      send({ ...worldOf(book([[LOOPBACK]])), port: silent.port }),
    ]);
    expect(outcomes).toEqual(["too_slow", "too_slow", "too_slow"]);
    expect(performance.now() - startedAt).toBeLessThan(7_000);
    silent.server.close();
  });
  it("says that nobody listens", async () => {
    const gone = await listenSilently();
    await new Promise((resolve) => gone.server.close(resolve));
    expect(await send({ ...worldOf(book([[LOOPBACK]])), port: gone.port })).toBe("not_reached");
    expect(await send(worldOf(book([[]])))).toBe("no_public_address");
  });
});

async function listenSilently(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : 0 };
}
