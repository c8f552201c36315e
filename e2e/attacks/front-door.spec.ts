// What the front door refuses before any framework reads it: odd methods, odd request lines, odd hosts.
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";
import { faultOf } from "../support/answer-faults";
import { openHarness } from "../support/harness";
import { headerOf } from "../support/raw-answer";
import { sendBytes, sendRaw } from "../support/send-raw";

const TRAP_PORT = 9486;

test.describe("the front door", () => {
  const own = (): string => new URL(openHarness().app.origin).host;
  const port = (): number => openHarness().app.ports[0];

  test("answers for its own host", async () => {
    const answer = await sendRaw(port(), {
      method: "GET",
      target: "/api/health",
      headers: [
        ["Host", own()],
        ["Connection", "close"],
      ],
    });
    expect(answer.status).toBe(200);
  });

  test("answers a load balancer, which asks by the address, for its health and its readiness", async () => {
    for (const target of ["/api/health", "/api/health/ready"])
      expect(
        (
          await sendRaw(port(), {
            method: "GET",
            target,
            headers: [
              ["Host", "127.0.0.1"],
              ["Connection", "close"],
            ],
          })
        ).status,
      ).toBe(200);
    expect(
      (
        await sendRaw(port(), {
          method: "POST",
          target: "/api/health",
          headers: [
            ["Host", "127.0.0.1"],
            ["Connection", "close"],
          ],
        })
      ).status,
    ).toBe(421);
  });

  test("does not answer for another host, two hosts or none", async () => {
    const hosts: (readonly string[])[] = [
      ["evil.example"],
      [`${own()}.evil.example`],
      [`${own()}@evil.example`],
      ["localhost"],
      ["127.0.0.1"],
      [""],
      [],
      [own(), own()],
      [own(), "evil.example"],
      ["evil.example", own()],
      [`${own()}, evil.example`],
    ];
    for (const given of hosts) {
      for (const target of ["/sign-in", "/portfolio", "/api/portfolio", "/api/health/x", "/api/health", "/_next/static/x.js"]) {
        // A load balancer asks for health by the address, and for nothing else.
        if (given[0] === "127.0.0.1" && target === "/api/health") continue;
        const answer = await sendRaw(port(), {
          method: "GET",
          target,
          headers: [...given.map((host) => ["Host", host] as const), ["Connection", "close"]],
        });
        expect([400, 421], `${JSON.stringify(given)} ${target}`).toContain(answer.status);
        expect(headerOf(answer, "location")).toBeNull();
        expect(faultOf(answer)).toBeNull();
        expect(answer.text).not.toContain("evil.example");
      }
    }
  });

  test("refuses TRACE, CONNECT and made-up methods without an error of its own", async () => {
    for (const method of ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "GETT", "get"]) {
      for (const target of ["/", "/portfolio", "/api/portfolio", "/api/auth/sign-out"]) {
        const answer = await sendRaw(port(), {
          method,
          target,
          headers: [
            ["Host", own()],
            ["Connection", "close"],
            ["Content-Length", "0"],
            ["X-Canary", "reflect-me"],
          ],
        });
        expect([0, 400, 405, 501], `${method} ${target}`).toContain(answer.status === 501 ? 400 : answer.status);
        expect(answer.text).not.toContain("reflect-me");
      }
    }
  });

  test("refuses absolute-form request lines, and reaches nobody for them", async () => {
    let visits = 0;
    const trap = createServer((socket) => {
      visits++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => trap.listen(TRAP_PORT, "127.0.0.1", resolve));
    for (const target of [
      `http://127.0.0.1:${String(TRAP_PORT)}/`,
      `http://evil.example/portfolio`,
      `http://${own()}/portfolio`,
      `http:${own()}`,
      "//evil.example/",
      "/\\evil.example",
      "*",
    ]) {
      for (const upgrade of [
        [],
        [
          ["Upgrade", "websocket"],
          ["Connection", "Upgrade"],
          ["Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="],
          ["Sec-WebSocket-Version", "13"],
        ],
      ] as const) {
        const answer = await sendRaw(port(), {
          method: "GET",
          target,
          headers: [["Host", own()], ...(upgrade.length === 0 ? [["Connection", "close"] as const] : upgrade)],
        });
        expect(answer.status < 500 && answer.status !== 200 && answer.status !== 101, `${target} → ${String(answer.status)}`).toBe(true);
        expect(headerOf(answer, "location") ?? "").not.toContain("evil.example");
      }
    }
    await new Promise((resolve) => trap.close(resolve));
    expect(visits).toBe(0);
  });

  test("closes on bytes that are not HTTP and on lengths that disagree", async () => {
    const host = own();
    const bodies = [
      "\x16\x03\x01\x02\x00\x01\x00",
      "GET /\r\n\r\n",
      `GET /portfolio HTTP/9.9\r\nHost: ${host}\r\n\r\n`,
      `GET  /portfolio HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      `POST /api/auth/sign-out HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /portfolio HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      `POST /api/auth/sign-out HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
      `POST /api/auth/sign-out HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
      `POST /api/auth/sign-out HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n`,
      `GET /portfolio HTTP/1.1\r\nHost: ${host}\r\nX: ${"a".repeat(70_000)}\r\n\r\n`,
      `GET /${"a".repeat(70_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      `GET /portfolio HTTP/1.1\r\nHost: ${host}\r\nX\x00Y: 1\r\n\r\n`,
      `GET /portfolio HTTP/1.1\r\nHost : ${host}\r\n\r\n`,
      `GET /portfolio HTTP/1.1\r\n Host: ${host}\r\n\r\n`,
    ];
    for (const bytes of bodies) {
      const answer = await sendBytes(port(), Buffer.from(bytes, "latin1"));
      expect(answer.status < 500 && answer.status !== 200, `${JSON.stringify(bytes.slice(0, 60))} → ${String(answer.status)}`).toBe(true);
      expect(faultOf(answer)).toBeNull();
    }
  });
});
