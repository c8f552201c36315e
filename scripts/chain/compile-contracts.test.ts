import { expect, test } from "vitest";
import { readArtifact } from "./artifact";
import { compileContracts } from "./compile-contracts";

test("the committed artifacts are exactly what their sources compile to", () => {
  const compiled = compileContracts();
  expect(compiled.map(({ contract }) => contract)).toEqual(["DemoToken", "DemoPriceFeed", "RefusesMoney"]);
  for (const artifact of compiled) expect(artifact).toEqual(readArtifact(artifact.contract));
}, 30_000);
