import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { triggerContext } from "../testing/trigger-context";
import { loadTriggers, TriggersError } from "./load-triggers";
import { preSignUp } from "./pre-sign-up";

const folder = mkdtempSync(join(tmpdir(), "holdfast-triggers-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, source: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, source);
  return path;
}

describe("a triggers file", () => {
  test("gives each pool its handlers: functions, or whole modules of Lambda functions", async () => {
    file("lambda", "export const handler = async (event) => { event.response.autoConfirmUser = true; return event; };");
    const triggers = await loadTriggers(
      file(
        "good",
        'import * as lambda from "./lambda.mjs"; export default { "eu_A": { PreSignUp: lambda, CustomMessage: (event) => event } };',
      ),
    );
    const handler = triggers.handlerOf("eu_A", "PreSignUp");
    if (handler === null) throw new Error("The handler is missing.");
    expect(await preSignUp(triggerContext({ PreSignUp: handler }), "PreSignUp_SignUp")).toMatchObject({ autoConfirmUser: true });
    expect(triggers.handlerOf("eu_A", "CustomMessage")).not.toBeNull();
    expect(triggers.handlerOf("eu_B", "PreSignUp")).toBeNull();
  });

  test("may be TypeScript", async () => {
    const path = join(folder, "typed.ts");
    writeFileSync(path, "const done: boolean = true; export default { eu_A: { PreSignUp: (event: object): unknown => done && event } };");
    expect((await loadTriggers(path)).handlerOf("eu_A", "PreSignUp")).not.toBeNull();
  });

  test.each([
    ["missing-default", "export const handler = 1;", /default export/],
    ["no-object", "export default { eu_A: 5 };", /eu_A must be an object/],
    ["unknown-name", "export default { eu_A: { BeforeSignUp: () => 1 } };", /BeforeSignUp of eu_A is not a trigger/],
    ["no-function", "export default { eu_A: { PreSignUp: {} } };", /PreSignUp of eu_A must be a function/],
    ["broken", "export default {", /cannot be loaded/],
  ])("that is wrong is refused in one sentence: %s", async (name, source, sentence) => {
    const loading = loadTriggers(file(name, source));
    await expect(loading).rejects.toThrow(TriggersError);
    await expect(loading).rejects.toThrow(sentence);
  });
});
