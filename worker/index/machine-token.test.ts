import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "@/lib/settings/secret";
import { createMachineToken } from "./machine-token";

let server: Server;
let tokenUrl = "";
let asked: { authorization: string | undefined; body: string }[] = [];
let isDown = false;
let now = 1_790_000_000;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      asked.push({ authorization: request.headers.authorization, body });
      response.writeHead(isDown ? 503 : 200, { "content-type": "application/json" });
      setTimeout(() => response.end(JSON.stringify({ access_token: `token-${asked.length}`, expires_in: 900, token_type: "Bearer" })), 20);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/token`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  isDown = false;
});

const create = () =>
  createMachineToken({
    ...{ tokenUrl, clientId: "indexer", clientSecret: new Secret("s%cret"), scope: "holdfast-ingest/write" },
    clock: { nowSeconds: () => now },
  });

describe("the machine's token", () => {
  it("is asked for once by a thousand at once, with the client's secret and scope", async () => {
    const token = create();
    const given = await Promise.all(Array.from({ length: 1_000 }, () => token.get()));
    expect(new Set(given)).toEqual(new Set(["token-1"]));
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from("indexer:s%25cret").toString("base64")}`,
        body: "grant_type=client_credentials&scope=holdfast-ingest%2Fwrite",
      },
    ]);
  });

  it("is kept to three quarters of its life and renewed then, once for all", async () => {
    const token = create();
    await token.get();
    now += 674;
    expect(await token.get()).toBe("token-1");
    now += 1;
    expect(new Set(await Promise.all(Array.from({ length: 1_000 }, () => token.get())))).toEqual(new Set(["token-2"]));
    expect(asked).toHaveLength(2);
  });

  it("is renewed once when a thousand calls with it were refused at once", async () => {
    const token = create();
    const refused = await token.get();
    const renewed = await Promise.all(Array.from({ length: 1_000 }, () => token.renew(refused)));
    expect(new Set(renewed)).toEqual(new Set(["token-2"]));
    expect(await token.renew(refused)).toBe("token-2");
    expect(asked).toHaveLength(2);
  });

  it("serves to its end while the pool gives no other, and not a second longer", async () => {
    const token = create();
    await token.get();
    isDown = true;
    now += 899;
    expect(await token.get()).toBe("token-1");
    now += 1;
    await expect(token.get()).rejects.toMatchObject({ dependency: "cognito" });
    isDown = false;
    expect(await token.get()).toMatch(/^token-/);
  });
});
