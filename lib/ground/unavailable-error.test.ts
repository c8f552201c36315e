import { expect, test, vi } from "vitest";
import { UnavailableError } from "./unavailable-error";

test("an outage thrown by another copy of this module is an outage here", async () => {
  vi.resetModules();
  const other = await import("./unavailable-error");
  expect(other.UnavailableError).not.toBe(UnavailableError);
  expect(new other.UnavailableError("database", "down")).toBeInstanceOf(UnavailableError);
});

test("any other error, and what only looks like one, is no outage", () => {
  expect(new Error("down")).not.toBeInstanceOf(UnavailableError);
  expect({ name: "UnavailableError", dependency: "database" }).not.toBeInstanceOf(UnavailableError);
  expect(null).not.toBeInstanceOf(UnavailableError);
});
