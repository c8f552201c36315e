import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../server/operation-table";
import { POOL_FOLDER } from "./product-sources";
import { OPTIONAL_OPERATIONS, REQUIRED_OPERATIONS } from "./required-operations";
import { sdkOperations } from "./sdk-operations";
import { supportTable, withSupportTable } from "./support-table";

const SDK = sdkOperations(cognito);

describe("the operations of the pool", () => {
  test("are all that a serious app uses", () => {
    expect(REQUIRED_OPERATIONS.filter((name) => !OPERATIONS.has(name))).toEqual([]);
  });

  test("are the newer optional ones too", () => {
    expect(OPTIONAL_OPERATIONS.filter((name) => !OPERATIONS.has(name))).toEqual([]);
  });

  test("are operations that the AWS SDK knows, and refuse with exceptions that it knows", () => {
    expect([...REQUIRED_OPERATIONS, ...OPTIONAL_OPERATIONS, ...OPERATIONS.keys()].filter((name) => !SDK.includes(name))).toEqual([]);
    const refusals = [...OPERATIONS.values()].flatMap((operation) => operation.refusals);
    expect(refusals.filter((name) => !(`${name}$` in cognito))).toEqual([]);
  });
});

describe("the support table of the README", () => {
  test("is the table of the operations; `npm run testpool:docs` rewrites it", () => {
    const page = readFileSync(`${POOL_FOLDER}README.md`, "utf8");
    const isCurrent = withSupportTable(page, supportTable([...OPERATIONS.values()], SDK)) === page;
    expect(isCurrent, "The table differs from the operations: run `npm run testpool:docs`").toBe(true);
  });

  test("replaces what stands between its marks only, and needs both", () => {
    const page = "a\n<!-- support table -->\nold\n<!-- end of support table -->\nb";
    expect(withSupportTable(page, "new")).toBe("a\n<!-- support table -->\n\nnew\n\n<!-- end of support table -->\nb");
    expect(() => withSupportTable("a\n<!-- support table -->\n", "new")).toThrow("lacks");
  });
});
