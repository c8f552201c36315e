// The raw client is what every attack rests on: it must send what it is told and hide nothing that comes back.
import { createServer, type Socket } from "node:net";
import { expect, test } from "@playwright/test";
import { CookieJar } from "./cookie-jar";
import { headersOf, readAnswer } from "./raw-answer";
import { chunked, requestBytes } from "./raw-request";
import { sendBytes } from "./send-raw";
import { secretsIn } from "./secrets-seen";

async function answering(reply: (socket: Socket) => void, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((socket) => socket.once("data", () => reply(socket)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await work(typeof address === "object" && address !== null ? address.port : 0);
  await new Promise((resolve) => server.close(resolve));
}

test.describe("the raw client", () => {
  test("sends repeated headers and absolute targets exactly as told, and adds nothing", () => {
    const bytes = requestBytes({
      method: "TRACE",
      target: "http://evil.example/",
      headers: [
        ["Host", "a"],
        ["Host", "b"],
      ],
    });
    expect(bytes.toString()).toBe("TRACE http://evil.example/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  });

  test("reads declared, chunked and unbounded bodies alike", () => {
    const head = "HTTP/1.1 200 OK\r\n";
    const read = (text: string, closed = false) => readAnswer(Buffer.from(text), { method: "GET" }, closed)?.text;
    expect(read(`${head}Content-Length: 5\r\n\r\nhello`)).toBe("hello");
    expect(read(`${head}Content-Length: 5\r\n\r\nhel`)).toBeUndefined();
    expect(read(`${head}Transfer-Encoding: chunked\r\n\r\n${chunked("hello", 2).toString()}`)).toBe("hello");
    expect(read(`${head}\r\nhello`)).toBeUndefined();
    expect(read(`${head}\r\nhello`, true)).toBe("hello");
    expect(read(`HTTP/1.1 100 Continue\r\n\r\n${head}Content-Length: 2\r\n\r\nok`)).toBe("ok");
  });

  test("keeps every Set-Cookie line", () => {
    const answer = readAnswer(
      Buffer.from("HTTP/1.1 204 No Content\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\n"),
      { method: "POST" },
      false,
    );
    expect(answer === null ? [] : headersOf(answer, "Set-Cookie")).toEqual(["a=1", "b=2"]);
  });

  test("reports a closed connection as silence and a hanging one as a failure", async () => {
    await answering(
      (socket) => socket.destroy(),
      async (port) => expect((await sendBytes(port, Buffer.from("x"))).status).toBe(0),
    );
    await answering(
      () => undefined,
      async (port) => expect(sendBytes(port, Buffer.from("x"), "GET", 100)).rejects.toThrow(/within 100 ms/),
    );
  });
});

test.describe("the jar", () => {
  test("keeps, scopes and drops cookies as a browser does", () => {
    const jar = new CookieJar();
    jar.absorb(["a=1; Path=/; HttpOnly", "r=2; Path=/api/auth; Secure"]);
    expect(jar.headerFor("/api/auth/refresh")).toBe("a=1; r=2");
    expect(jar.headerFor("/portfolio")).toBe("a=1");
    jar.absorb(["a=; Path=/; Max-Age=0"]);
    expect(jar.headerFor("/portfolio")).toBeNull();
    expect(jar.seenLines()).toHaveLength(3);
  });
});

test.describe("the recorder", () => {
  test("names the secrets of a body at any depth", () => {
    const found = secretsIn(
      "InitiateAuth",
      JSON.stringify({ AuthenticationResult: { AccessToken: "a", IdToken: "i" }, Session: "s", Message: "m" }),
    );
    expect(found.map(({ kind }) => kind)).toEqual(["access-token", "id-token", "challenge-session"]);
    expect(secretsIn("x", "<html>")).toEqual([]);
  });
});
