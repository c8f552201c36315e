import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProvenFactor } from "../store/records";
import { acrOf, amrOf, judgeStepUp } from "./step-up-acr";

const LOA = ["urn:cognito:loa:1", "urn:cognito:loa:2", "urn:cognito:loa:3", "urn:cognito:loa:4"] as const;
const FACTORS: readonly ProvenFactor[] = ["pwd", "otp_email", "otp_totp", "webauthn", "custom", "device"];
const factors = fc.uniqueArray(fc.constantFrom(...FACTORS));

test("each level is reached by its own combinations, and by the highest that is fully shown", () => {
  expect(acrOf([])).toBeNull();
  expect(acrOf(["otp_totp"])).toBeNull();
  expect(acrOf(["pwd"])).toBe(LOA[0]);
  expect(acrOf(["otp_email"])).toBe(LOA[1]);
  expect(acrOf(["webauthn"])).toBe(LOA[2]);
  expect(acrOf(["pwd", "otp_email"])).toBe(LOA[2]);
  expect(acrOf(["pwd", "otp_totp"])).toBe(LOA[3]);
});

test("amr names each method once, and mfa after two distinct ones", () => {
  expect(amrOf(["pwd", "otp_totp"])).toEqual(["pwd", "otp", "mfa"]);
  expect(amrOf(["pwd", "pwd"])).toEqual(["pwd"]);
  expect(amrOf(["pwd", "device"])).toEqual(["pwd"]);
  expect(amrOf(["webauthn"])).toEqual(["swk"]);
});

test("a step-up asks only for what is missing, falls back through the list, and passes over unknown names", () => {
  const all: ProvenFactor[] = ["pwd", "otp_totp", "otp_email", "webauthn"];
  expect(judgeStepUp([LOA[3]], ["pwd"], all)).toEqual({ kind: "ask", acr: LOA[3], missing: ["otp_totp"] });
  expect(judgeStepUp([LOA[2]], ["pwd"], all)).toEqual({ kind: "ask", acr: LOA[2], missing: ["webauthn"] });
  expect(judgeStepUp([LOA[3], LOA[2]], ["pwd"], ["pwd", "otp_email"])).toEqual({ kind: "ask", acr: LOA[2], missing: ["otp_email"] });
  expect(judgeStepUp(["urn:nobody", LOA[3]], [], all)).toEqual({ kind: "ask", acr: LOA[3], missing: ["pwd", "otp_totp"] });
});

test("a step-up is refused without a known level, without the factors, and where the level is already met", () => {
  expect(judgeStepUp(["urn:nobody"], [], ["pwd"]).kind).toBe("unknown-level");
  expect(judgeStepUp([LOA[3]], ["pwd"], ["pwd"]).kind).toBe("no-factors");
  expect(judgeStepUp([LOA[2]], ["pwd", "otp_totp"], ["pwd", "otp_totp", "webauthn"]).kind).toBe("already-met");
  expect(judgeStepUp([LOA[0]], ["pwd"], ["pwd"]).kind).toBe("already-met");
});

test("whoever shows what a step-up asks for has reached its level", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...LOA)), factors, factors, (targets, credit, available) => {
      const plan = judgeStepUp(targets, credit, available);
      if (plan.kind !== "ask") return;
      const reached = acrOf([...credit, ...plan.missing]);
      expect(LOA.findIndex((acr) => acr === reached)).toBeGreaterThanOrEqual(LOA.findIndex((acr) => acr === plan.acr));
      expect(plan.missing.length).toBeGreaterThan(0);
      for (const factor of plan.missing) expect(available).toContain(factor);
    }),
  );
});
