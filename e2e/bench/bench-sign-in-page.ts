// What a stranger's phone must load before it can show our sign-in page, beside an empty page of the same framework.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import { startProduct } from "@/e2e/support/start-product";
import { findInstalledChromium } from "@/scripts/find-chromium";
import { startStack } from "@/scripts/stack/start-stack";
import { printFigures } from "./report";

const PORTS = { app: 3122, pool: 9482, chain: 8582, mail: 9484, empty: 3123 } as const;
const EMPTY_APP = join(process.cwd(), ".data", "bench-empty");
const KILOBYTE = 1_000;

function buildEmptyApp(): void {
  rmSync(EMPTY_APP, { recursive: true, force: true });
  mkdirSync(join(EMPTY_APP, "app"), { recursive: true });
  writeFileSync(join(EMPTY_APP, "package.json"), "{}");
  // Without one of its own the framework would find the product's settings above it.
  writeFileSync(join(EMPTY_APP, "next.config.mjs"), "export default {};\n");
  writeFileSync(
    join(EMPTY_APP, "app/layout.jsx"),
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n',
  );
  writeFileSync(join(EMPTY_APP, "app/page.jsx"), "export default function Page() { return <p>Nothing</p>; }\n");
  const next = join(process.cwd(), "node_modules/next/dist/bin/next");
  const built = spawnSync(process.execPath, [next, "build"], {
    cwd: EMPTY_APP,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (built.status !== 0) throw new Error(`The empty page did not build:\n${built.stdout}${built.stderr}`);
}

/** Counts the gzipped bytes of every script a page loads. */
function countScripts(page: Page): { readonly bytes: () => Promise<number> } {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return { bytes: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) };
}

async function loadOf(page: Page, url: string): Promise<number> {
  const scripts = countScripts(page);
  await page.goto(url, { waitUntil: "networkidle" });
  return scripts.bytes();
}

async function serveEmptyApp<Outcome>(work: (url: string) => Promise<Outcome>): Promise<Outcome> {
  const { default: next } = await import("next");
  const { createServer } = await import("node:http");
  const app = next({ dev: false, dir: EMPTY_APP });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(PORTS.empty, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${String(PORTS.empty)}/`);
  } finally {
    server.closeAllConnections();
    server.close();
    await app.close();
  }
}

/** Prints the sizes of one build. Starts and ends a stack of its own; the product must be built. */
export async function benchSignInPage(): Promise<void> {
  buildEmptyApp();
  const executablePath = findInstalledChromium();
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const stack = await startStack({ dataDir: ".data/bench", ports: PORTS, next: null, fresh: true });
  const product = await startProduct({
    folder: process.cwd(),
    port: PORTS.app,
    environment: stack.environment,
    logName: "next-bench-page",
  });
  try {
    const empty = await serveEmptyApp(async (url) => loadOf(await browser.newPage(), url));
    const page = await browser.newPage();
    const scripts = countScripts(page);
    await page.goto(`${stack.origin}/sign-in`, { waitUntil: "networkidle" });
    const first = await scripts.bytes();
    await page.getByLabel("Email").focus();
    await page.waitForTimeout(500);
    await page.waitForLoadState("networkidle");
    const focused = await scripts.bytes();
    printFigures("JavaScript of /sign-in, gzipped", [
      { what: "an empty Next page", value: empty / KILOBYTE, unit: "kB" },
      { what: "/sign-in before a field is focused", value: first / KILOBYTE, unit: "kB" },
      { what: "/sign-in against the empty page", value: first / empty, unit: "x", aimAtMost: 1.15 },
      { what: "more than the empty page once a field is focused, in all", value: (focused - empty) / KILOBYTE, unit: "kB", aimAtMost: 60 },
    ]);
  } finally {
    await browser.close();
    await product.stop();
    await stack.stop();
  }
}
