import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { IncomingMessage, Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFrontDoor } from "./create-front-door";

const seen: IncomingMessage[] = [];
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createFrontDoor({
    appOrigin: "http://localhost:3000",
    hosts: new Set(["localhost:3000"]),
    trustedProxyHops: 0,
    upgrade: null,
    log: () => undefined,
    handle: async (request, response) => {
      seen.push(request);
      if (request.url === "/throws") throw new Error("the framework broke");
      if (request.url === "/api/auth/cognito") {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        response.end(`read ${String(Buffer.concat(chunks).length)} ${Buffer.concat(chunks).subarray(0, 5).toString()}`);
        return;
      }
      await Promise.resolve();
      response.end("behind");
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = (raw: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(raw));
    socket.on("data", (data: Buffer) => (answer += data.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
    setTimeout(() => socket.destroy(), 700);
  });
const request = (line: string, ...headers: string[]): string => `${line}\r\n${["Host: localhost:3000", ...headers].join("\r\n")}\r\n\r\n`;
const statusOf = (answer: string): number => Number(answer.split(" ")[1]);
const problemOf = (answer: string): unknown => (JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as { code: string }).code;

describe("the server in front of the framework", () => {
  it("protects what the framework answers by itself, and lets only files with changing names be kept", async () => {
    const page = (await send(request("GET /portfolio/ HTTP/1.1", "Connection: close"))).toLowerCase();
    expect(page).toContain("x-content-type-options: nosniff");
    expect(page).toContain("cache-control: private, no-store");
    const file = (await send(request("GET /_next/static/a.js HTTP/1.1", "Connection: close"))).toLowerCase();
    expect(file).toContain("x-content-type-options: nosniff");
    expect(file).not.toContain("cache-control");
  });

  it("hands on what it admits, with its own address for the client and a request id", async () => {
    expect(
      await send(
        request("GET /portfolio HTTP/1.1", "Connection: close", "X-Forwarded-For: 6.6.6.6", "X-Middleware-Subrequest: middleware"),
      ),
    ).toContain("behind");
    const passed = seen.at(-1);
    expect(passed?.headers).toMatchObject({ "x-forwarded-for": "127.0.0.1" });
    expect(passed?.headers["x-middleware-subrequest"]).toBeUndefined();
    expect(passed?.rawHeaders.join()).not.toContain("Middleware");
    expect(passed?.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ["TRACE", request("TRACE / HTTP/1.1"), 405, "method_not_allowed"],
    ["CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n", 405, "method_not_allowed"],
    ["an unknown method", request("FOO / HTTP/1.1"), 405, "method_not_allowed"],
    ["an absolute address", request("GET http://evil.example/ HTTP/1.1"), 400, "malformed_request"],
    ["a foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "misdirected"],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 421, "misdirected"],
    ["no host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 421, "misdirected"],
    ["two hosts", request("GET / HTTP/1.1", "Host: localhost:3000"), 421, "misdirected"],
    ["a body that is too long", request("POST /api/auth/sign-out HTTP/1.1", "Content-Length: 9000000"), 413, "too_large"],
    ["a body of unsaid length", request("POST /api/auth/sign-out HTTP/1.1", "Transfer-Encoding: chunked"), 413, "too_large"],
    ["length and chunks together", request("POST / HTTP/1.1", "Content-Length: 3", "Transfer-Encoding: chunked"), 400, "malformed_request"],
    ["the image optimiser", request("GET /_next/image?url=/portfolio HTTP/1.1"), 404, "not_found"],
    ["a websocket", request("GET / HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"), 400, "malformed_request"],
    [
      "a websocket to an absolute address",
      request("GET http://169.254.169.254/ HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"),
      400,
      "malformed_request",
    ],
    [
      "the reloading socket outside development",
      request("GET /_next/hmr HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"),
      400,
      "malformed_request",
    ],
    ["headers of 20 KiB", request("GET / HTTP/1.1", `X-Long: ${"x".repeat(20_480)}`), 413, "too_large"],
    ["a header with a space before its colon", request("GET / HTTP/1.1", "X-Bad : 1"), 400, "malformed_request"],
    ["a folded header", request("GET / HTTP/1.1", "X-Bad: 1", " Host: evil"), 400, "malformed_request"],
    ["noise", "\u0000\u0001\u0002\r\n\r\n", 405, "method_not_allowed"],
    ["a TLS hello", Buffer.from([22, 3, 1, 0, 5, 1, 0, 0, 1, 0]), 405, "method_not_allowed"],
    ["an expectation it cannot meet", request("GET / HTTP/1.1", "Expect: miracles"), 400, "malformed_request"],
  ])("answers %s with a problem document", async (_, raw, status, code) => {
    const before = seen.length;
    const answer = await send(raw);
    expect(statusOf(answer)).toBe(status);
    expect(answer.toLowerCase()).toContain("content-type: application/problem+json");
    expect(problemOf(answer)).toBe(code);
    expect(seen.length).toBe(before);
  });

  it("does not take a refused body for the next request", async () => {
    const smuggled = "GET /portfolio HTTP/1.1\r\nHost: localhost:3000\r\n\r\n";
    const answer = await send(request("POST /api/auth/sign-out HTTP/1.1", "Content-Length: 9000000") + smuggled);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it("hands on a body once it is whole, however it arrives", async () => {
    const head = (bytes: number) => request("POST /api/auth/cognito HTTP/1.1", `Content-Length: ${String(bytes)}`, "Connection: close");
    expect(await send(`${head(5)}hello`)).toContain("read 5 hello");
    expect(await send(head(32_768) + "x".repeat(32_768))).toContain("read 32768 xxxxx");
    expect(await send(head(0))).toContain("read 0");
    const slow = new Promise<string>((resolve) => {
      let answer = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(head(5)));
      for (const [index, letter] of [..."hello"].entries()) setTimeout(() => socket.write(letter), 20 * (index + 1));
      socket.on("data", (data: Buffer) => (answer += data.toString()));
      socket.on("close", () => {
        resolve(answer);
      });
    });
    expect(await slow).toContain("read 5 hello");
  });

  it("does not trouble the framework with a body that never comes", async () => {
    const before = seen.length;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(port, "127.0.0.1", () =>
          socket.write(request("POST /api/auth/cognito HTTP/1.1", "Content-Length: 5") + "he"),
        );
        await new Promise((resolve) => setTimeout(resolve, 100));
        socket.destroy();
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen.length).toBe(before);
  });

  it("makes an outage of a framework that broke, and says nothing of why", async () => {
    const answer = await send(request("GET /throws HTTP/1.1"));
    expect(statusOf(answer)).toBe(503);
    expect(answer).not.toContain("broke");
  });
});
