import { App } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { ACKNOWLEDGEMENTS } from "./acknowledgements";
import { findingsWithoutAcknowledgements, templates } from "./testing/synthesise";

const lines = ACKNOWLEDGEMENTS.flatMap(({ at, id }) => at.map((path) => `${id} ${path}`));

describe("cdk-nag", () => {
  it("has nothing to say that is not acknowledged, or the synthesis would stop", () => {
    expect(templates().size).toBe(17);
  });

  it("says, without the acknowledgements, exactly what they acknowledge: none is unused and none is too wide", () => {
    expect([...findingsWithoutAcknowledgements()].sort()).toEqual([...lines].sort());
  });
});

describe("an acknowledgement", () => {
  it.each(ACKNOWLEDGEMENTS)("of $id has a reason that a stranger can judge", ({ at, reason }) => {
    expect(at.length).toBeGreaterThan(0);
    expect(reason).toMatch(/^[A-Za-z].{40,}\.$/);
  });

  it("stands once", () => {
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("is told to the rules that are asked", () => {
    expect(new AwsSolutionsChecks(new App()).name).toContain("Solutions");
  });
});
