import { expect, test } from "vitest";
import { isAllowedOrigin } from "./is-allowed-origin";

test("a page of the relying party may hold a ceremony", () => {
  for (const origin of ["http://localhost:3000", "http://localhost", "https://localhost:8443", "http://app.localhost:3000"]) {
    expect(isAllowedOrigin(origin, "localhost"), origin).toBe(true);
  }
  for (const origin of ["https://holdfast.example", "https://app.holdfast.example", "https://holdfast.example:8443"]) {
    expect(isAllowedOrigin(origin, "holdfast.example"), origin).toBe(true);
  }
});

test("no other page may", () => {
  const bad = [
    "http://holdfast.example",
    "https://holdfast.example.evil.test",
    "https://evilholdfast.example",
    "https://example",
    "https://holdfast.example/",
    "https://HOLDFAST.example",
    "https://user@holdfast.example",
    "null",
    "",
    "android:apk-key-hash:abc",
    "http://localhost:3000",
  ];
  for (const origin of bad) expect(isAllowedOrigin(origin, "holdfast.example"), origin).toBe(false);
  expect(isAllowedOrigin("http://127.0.0.1:3000", "localhost")).toBe(false);
});
