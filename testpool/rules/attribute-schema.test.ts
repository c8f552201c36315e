import { describe, expect, test } from "vitest";
import type { AttributeSchema } from "../store/settings-records";
import { checkAttributeValue, schemaOf } from "./attribute-schema";

const custom = (type: AttributeSchema["type"], limits: Partial<AttributeSchema> = {}): AttributeSchema => ({
  name: "custom:one",
  type,
  isMutable: true,
  isRequired: false,
  lengthMin: 2,
  lengthMax: 4,
  numberMin: -5,
  numberMax: 10,
  ...limits,
});

const pool = { customAttributes: [custom("String")], requiredAttributes: ["email"] };
const judge = (schema: AttributeSchema, value: string) => {
  checkAttributeValue(schema, value);
};

describe("the schema of a pool", () => {
  test("has the standard attributes and the pool's own, and nothing that an object has anyway", () => {
    expect(schemaOf(pool, "email")).toMatchObject({ isRequired: true, isMutable: true });
    expect(schemaOf(pool, "name")).toMatchObject({ isRequired: false });
    expect(schemaOf(pool, "sub")).toMatchObject({ isMutable: false });
    expect(schemaOf(pool, "custom:one")).toMatchObject({ lengthMax: 4 });
    for (const name of ["custom:two", "one", "constructor", "__proto__", "toString"]) expect(schemaOf(pool, name)).toBeNull();
  });

  const standard = (name: string) => schemaOf(pool, name) ?? custom("String");
  test.each([
    [custom("String"), ["ab", "abcd"], ["a", "abcde"]],
    [custom("Number"), ["-5", "10", "0.5"], ["-6", "11", "ten", "1e3", ""]],
    [custom("Number", { numberMin: null, numberMax: null }), ["-6", "11"], ["NaN", "0x10"]],
    [custom("Boolean"), ["true", "false"], ["yes", "True", "1"]],
    [custom("DateTime"), ["2026-11-28T10:00:00Z", "1764324000"], ["tomorrow", ""]],
    [standard("birthdate"), ["1815-12-10"], ["1815", "10 December 1815"]],
    [standard("email"), ["a@b.test"], ["a@b", "@b.test", "a b@c.test", ""]],
    [standard("phone_number"), ["+15550100"], ["15550100", "+1 555", "+", ""]],
  ])("takes a value of the right form and refuses another: %#", (schema, right, wrong) => {
    for (const value of right) {
      expect(() => {
        judge(schema, value);
      }).not.toThrow();
    }
    for (const value of wrong) {
      expect(() => {
        judge(schema, value);
      }).toThrow();
    }
  });
});
