import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { forgeJwks } from "@/lib/testing/token-forge";
import { fetchKeySet } from "./fetch-key-set";

let server: Server | null = null;
async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
}
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
const document = JSON.stringify(forgeJwks);

describe("the fetch of the key set", () => {
  it("reads the keys of a document", async () => {
    expect((await fetchKeySet(await serving((_, response) => void response.end(document)))).size).toBe(2);
  });

  it.each<[string, RequestListener]>([
    [
      "a redirect, even to a good document",
      (request, response) => (request.url === "/good" ? response.end(document) : response.writeHead(302, { location: "/good" }).end()),
    ],
    ["a 500", (_, response) => void response.writeHead(500).end(document)],
    ["a 404", (_, response) => void response.writeHead(404).end()],
    ["HTML", (_, response) => void response.end("<html></html>")],
    ["nothing", (_, response) => void response.end()],
    ["no keys", (_, response) => void response.end('{"keys":[]}')],
    ["more than 64 KiB", (_, response) => void response.end(`${document}${" ".repeat(65_536)}`)],
    ["an endless body", (_, response) => void setInterval(() => response.write(" ".repeat(16_384)), 1).unref()],
    ["bytes that are no UTF-8", (_, response) => void response.end(Buffer.concat([Buffer.from([0xff]), Buffer.from(document)]))],
    ["a dropped connection", (request) => void request.socket.destroy()],
  ])("is an outage for %s", async (_, listener) => {
    await expect(fetchKeySet(await serving(listener))).rejects.toThrow(UnavailableError);
  });

  it("gives up on a pool that hangs within 4 s", async () => {
    const startedAtMs = performance.now();
    await expect(fetchKeySet(await serving(() => undefined))).rejects.toThrow(UnavailableError);
    expect(performance.now() - startedAtMs).toBeLessThan(4_000);
  });
});
