import { readdirSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openKeyRing, publicJwk } from "../store/key-ring";
import { startSeededPool } from "../testing/drive-pool";
import { usePool } from "../testing/use-pool";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const running = usePool({ beforeAll, beforeEach, afterAll }, startSeededPool);

test("the pool listens on loopback only", async () => {
  const { port } = new URL(running.url);
  const others = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal, family }) => !internal && family === "IPv4"),
  );
  for (const { address } of others) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
  expect((await fetch(running.url)).status).toBe(200);
});

test("every answer says TEST ONLY, pages in words", async () => {
  for (const path of ["", "/_testpool/inbox", "/_testpool/demo", "/_testpool/nothing", "/nothing", "/_testpool/outbox?since=never"]) {
    expect((await fetch(running.url + path)).headers.get("x-holdfast-testpool"), path).toBe("TEST ONLY");
  }
  for (const path of ["", "/_testpool/inbox"]) expect(await (await fetch(running.url + path)).text()).toContain('role="note">TEST ONLY');
});

test("the package holds no key, and two installations never have the same", () => {
  const files = readdirSync(PACKAGE, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.(ts|mjs|json|md)$/.test(name) && !name.includes("node_modules"),
  );
  expect(files.length).toBeGreaterThan(100);
  // Put together here, so that this file is not the guilty one.
  const [begin, factor] = [["-----BEGIN", "PRIVATE"].join(" "), JSON.stringify({ dp: 1 }).slice(1, 6)];
  const guilty = files.filter((name) => {
    const text = readFileSync(join(PACKAGE, name), "utf8");
    return text.includes(begin) || text.includes(factor);
  });
  expect(guilty).toEqual([]);
  const [one, other] = [openKeyRing(null), openKeyRing(null)].map((keys) => publicJwk(keys.poolKeys("eu_A").access));
  expect(one?.["n"]).not.toBe(other?.["n"]);
  expect(one?.["kid"]).not.toBe(other?.["kid"]);
});
