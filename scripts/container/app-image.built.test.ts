// The app's image without an engine: the very files that the Dockerfile copies, run as its user from a folder that the user cannot write to.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../stack/free-port";
import { packApp } from "./pack-app";
import { openImage, type Image, type RunningProgram } from "./testing/run-image";

const HOST = "app.example.com";

let image: Image;
beforeAll(async () => {
  image = await openImage((out) => packApp(process.env["NEXT_DIST_DIR"] ?? ".next", out));
});
afterAll(() => {
  image.remove();
});

/** The settings of .env.example, which is accepted for production as it stands. */
const exampleSettings = (): Record<string, string> =>
  Object.fromEntries(
    [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );

async function start(): Promise<{ readonly port: number; readonly program: RunningProgram; readonly settings: Record<string, string> }> {
  const port = await freePort();
  const settings = {
    ...exampleSettings(),
    DATABASE_URL: "postgres://holdfast_app:pw@127.0.0.1:9/none",
    PORT: String(port),
    HOST: "0.0.0.0",
  };
  const program = image.start("serve.mjs", settings);
  onTestFinished(() => void program.child.kill("SIGKILL"));
  await program.until('"listening"');
  return { port, program, settings };
}

const ask = (
  port: number,
  path: string,
  { host = HOST, method = "GET" } = {},
): Promise<{ status: number; location: string; text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers: { host } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? "", text: Buffer.concat(chunks).toString() });
      });
    });
    asked.once("error", reject);
    asked.end();
  });

test("it serves behind our front door as a user that may write nothing, says that it is healthy, and leaves in order", async () => {
  const before = image.snapshot();
  const { port, program, settings } = await start();
  const health = image.start("healthy.mjs", settings);
  expect(await health.ended).toBe(0);
  expect(await ask(port, "/api/health")).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  expect(await ask(port, "/portfolio")).toMatchObject({ status: 303, location: "/sign-in?next=%2Fportfolio" });
  const page = await ask(port, "/sign-in");
  expect(page.status).toBe(200);
  const chunk = /\/_next\/static\/chunks\/[\w.-]+\.js/.exec(page.text)?.[0] ?? "";
  expect((await ask(port, chunk)).status).toBe(200);
  // Only the front door refuses these; the framework's own start would answer.
  expect((await ask(port, "/sign-in", { method: "TRACE" })).status).toBeGreaterThanOrEqual(400);
  expect((await ask(port, "/sign-in", { host: "evil.example" })).status).toBeGreaterThanOrEqual(400);
  program.child.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  expect(image.snapshot()).toEqual(before);
  expect(readdirSync(image.writable)).toEqual([]);
  expect(program.said()).not.toMatch(/EACCES|EROFS|EPERM/);
  expect(program.said()).not.toContain(settings["COGNITO_CLIENT_SECRET"]);
});

test("it says that it is not healthy when nobody answers, and refuses to start without its settings", async () => {
  const health = image.start("healthy.mjs", { APP_ORIGIN: `https://${HOST}`, PORT: String(await freePort()) });
  expect(await health.ended).toBe(1);
  const started = image.start("serve.mjs", {});
  expect([await started.ended, started.said()]).toEqual([1, expect.stringContaining("APP_ORIGIN is not set.")]);
});

describe("what is in it", () => {
  const paths = (): readonly string[] => readdirSync(image.folder, { recursive: true, encoding: "utf8" });

  test("is the build and what it needs: no source, source map, test, setting or secret, and nothing of ours but the build", () => {
    expect(readdirSync(image.folder).toSorted()).toEqual([".next", "healthy.mjs", "node_modules", "package.json", "serve.mjs"]);
    const ours = paths().filter((path) => !path.startsWith("node_modules/"));
    expect(ours.filter((path) => /\.(tsx?|map)$|\.env|\.(test|spec)\.|(^|\/)(e2e|testpool|docs|infra)(\/|$)/.test(path))).toEqual([]);
    expect(paths().filter((path) => /\.map$|(^|\/)\.env/.test(path))).toEqual([]);
    expect(existsSync(join(image.folder, ".next", "cache"))).toBe(false);
  });

  test("has no package that only development needs", () => {
    const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { devDependencies: Record<string, string> };
    expect(Object.keys(devDependencies).filter((name) => existsSync(join(image.folder, "node_modules", name)))).toEqual([]);
    // What it is looked for among is there.
    expect(existsSync(join(image.folder, "node_modules", "next", "package.json"))).toBe(true);
  });

  test("names no key of a demo and no path of the machine that built it in the files that start it", () => {
    const start = readFileSync(join(image.folder, "serve.mjs"), "utf8");
    expect(start).not.toContain(process.cwd());
  });
});
