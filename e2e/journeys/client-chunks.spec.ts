// What is sent to every visitor's browser holds none of the server's code.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const SERVER_ONLY_WORDS = [
  "SECRET_HASH",
  "ClientSecret",
  "COGNITO_CLIENT_SECRET",
  "SESSION_SEAL_KEY",
  "RECOVERY_TICKET_KEY",
  "WEBHOOK_KEY",
  "DATABASE_URL",
  "set_config(",
  "holdfast.sessions",
  "sign_in_attempts",
  "createCipheriv",
  "SET LOCAL",
];
/** One word that our client code does hold, so that an empty folder cannot pass for a clean one. */
const CLIENT_WORD = "/api/auth/cognito";

test("client chunks hold no server code", () => {
  const folder = join(process.cwd(), ".next", "static");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const texts = files.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  expect(texts.some(({ text }) => text.includes(CLIENT_WORD))).toBe(true);
  const found = texts.flatMap(({ name, text }) =>
    SERVER_ONLY_WORDS.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`),
  );
  expect(found).toEqual([]);
});
