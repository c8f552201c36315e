import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { weighPage } from "./page-weight";

// Random text does not compress: base64url of 30,000 bytes stays near 30 kB.
const ballast = (): string => randomBytes(30_000).toString("base64url");

describe("weighPage", () => {
  let folder = "";
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const weigh = (name: string): Promise<number> => weighPage(path.relative(process.cwd(), path.join(folder, name)));

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "holdfast-weight-"));
    write("heavy.ts", `export const heavy = "${ballast()}";`);
    write("on-the-server.ts", `export const kept = "${ballast()}";`);
    write("at-once.tsx", `"use client";\nimport { heavy } from "./heavy";\nexport const Part = () => heavy;`);
    write("on-demand.tsx", `"use client";\nexport const Part = () => import("./heavy");`);
    write("page-at-once.tsx", `import { Part } from "./at-once";\nexport default Part;`);
    write("page-on-demand.tsx", `import { Part } from "./on-demand";\nexport default Part;`);
    write(
      "page-of-server.tsx",
      `import { Part } from "./on-demand";\nimport { kept } from "./on-the-server";\nexport default [Part, kept];`,
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("counts what a client part brings along", async () => {
    expect(await weigh("page-at-once.tsx")).toBeGreaterThan(28_000);
  });

  it("does not count what is loaded on demand, nor what stays on the server", async () => {
    expect(await weigh("page-on-demand.tsx")).toBeLessThan(1_000);
    expect(await weigh("page-of-server.tsx")).toBeLessThan(1_000);
  });
});
