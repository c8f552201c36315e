import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseSettings } from "@/lib/settings/parse-settings";
import { SETTINGS_SCHEMA } from "@/lib/settings/settings-schema";

/** Read by the server's start, before there are settings. */
const OF_THE_START = ["HOST", "PORT"];

const LINE = /^(?<off># )?(?<name>[A-Z][A-Z0-9_]+)=(?<value>.*)$/;
const lines = readFileSync(".env.example", "utf8")
  .split("\n")
  .map((line) => LINE.exec(line)?.groups)
  .filter((groups) => groups !== undefined);
const given = lines.filter((line) => line["off"] === undefined);

describe(".env.example", () => {
  it("lists exactly the settings that the schema knows", () => {
    const names = lines.map((line) => line["name"]).filter((name) => !OF_THE_START.includes(name ?? ""));
    expect(names.sort()).toEqual(Object.keys(SETTINGS_SCHEMA.shape).sort());
  });

  it("leaves exactly those lines on that must be set", () => {
    const required = Object.entries(SETTINGS_SCHEMA.shape).filter(([, shape]) => !shape.safeParse(undefined).success);
    expect(given.map((line) => line["name"]).sort()).toEqual(required.map(([name]) => name).sort());
  });

  it("shows the true defaults", () => {
    const shown = new Map(lines.map((line) => [line["name"], line["value"]]));
    const defaults = Object.entries(SETTINGS_SCHEMA.shape).flatMap(([name, shape]) => {
      const parsed = shape.safeParse(undefined);
      return parsed.success && parsed.data !== undefined ? [[name, String(parsed.data)] as const] : [];
    });
    expect(defaults.length).toBeGreaterThan(3);
    for (const [name, value] of defaults) expect(`${name}=${String(shown.get(name))}`).toBe(`${name}=${value}`);
  });

  it("is accepted as it stands for production", () => {
    const environment: Record<string, string | undefined> = {};
    for (const { name = "", value } of given) environment[name] = value;
    const settings = parseSettings(environment);
    expect(settings.ok ? "" : settings.refusal).toBe("");
  });
});
