import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fidelityPage } from "./fidelity-page";
import { MESSAGE_EVIDENCE } from "./message-evidence";
import { POOL_FOLDER, readProductSources } from "./product-sources";
import { refusalMessages } from "./refusal-messages";
import { taggedSentences } from "./tagged-sentences";

const sources = readProductSources();
const PAGE = `${POOL_FOLDER}FIDELITY.md`;

describe("FIDELITY.md", () => {
  test("says what the sources say; `npm run testpool:docs` rewrites it", () => {
    const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
    expect(page === fidelityPage(sources), "FIDELITY.md differs from the sources: run `npm run testpool:docs`").toBe(true);
  });

  test("is made of every tag, in the middle of a sentence, at its end and beside code, and of nothing else", () => {
    const source = [
      "// Opens (documented). Says nothing more.",
      "/** The sentence is assumed. Not tagged.",
      " * Seen by many, as observed",
      " * by them; AWS's own is not documented. */",
      'if (isOdd) throw invalidParameter("It is odd."); // Assumed.',
      'const link = "https://example.test/documented";',
      "const observed = 1;",
    ];
    expect(taggedSentences(source.join("\n"))).toEqual([
      { tags: ["documented"], sentence: "Opens (documented)." },
      { tags: ["assumed"], sentence: "The sentence is assumed." },
      { tags: ["observed"], sentence: "Seen by many, as observed by them; AWS's own is not documented." },
      { tags: ["assumed"], sentence: '"It is odd.": Assumed.' },
    ]);
  });
});

describe("the sentence of every refusal", () => {
  const messages = sources.flatMap(refusalMessages);

  test("stands near a tag, or its evidence is listed", () => {
    expect(messages.length).toBeGreaterThan(80);
    const bare = messages.filter(({ message, isTagged }) => !isTagged && MESSAGE_EVIDENCE[message] === undefined);
    expect(bare.map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
  });

  test("is listed only while it is thrown", () => {
    const thrown = new Set(messages.map(({ message }) => message));
    expect(Object.keys(MESSAGE_EVIDENCE).filter((message) => !thrown.has(message))).toEqual([]);
  });

  test("is found untagged when no comment near it says more", () => {
    const text = [
      "// A file.",
      "",
      "/** Documented. */",
      'export const a = () => notAuthorized("One.");',
      "",
      "/** Silent. */",
      "export function b() {",
      "  throw new CognitoException(",
      '    "CodeMismatchException",',
      "    `Two ${x}.`,",
      "  );",
      "}",
    ].join("\n");
    expect(refusalMessages({ path: "x.ts", text })).toEqual([
      { path: "x.ts", message: "One.", isTagged: true },
      { path: "x.ts", message: "Two ${x}.", isTagged: false },
    ]);
  });
});
