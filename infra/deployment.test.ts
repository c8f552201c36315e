import { App } from "aws-cdk-lib";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDeployment } from "./deployment";

const { context } = JSON.parse(readFileSync("cdk.json", "utf8")) as { readonly context: Readonly<Record<string, unknown>> };
const read = (change: Readonly<Record<string, unknown>>) => readDeployment(new App({ context: { ...context, ...change } }).node);
const NAMES = Object.keys(context).filter((name) => name.startsWith("holdfast:"));

describe("the context of a deployment", () => {
  it("is accepted as the example stands", () => {
    expect(read({})).toMatchObject({ region: "eu-central-1", appDomain: "app.example.com", staffNetworks: ["10.20.0.0/16"] });
  });

  it("takes several networks of the staff", () => {
    expect(read({ "holdfast:staffNetworks": "10.1.0.0/16,10.2.0.0/16" }).staffNetworks).toEqual(["10.1.0.0/16", "10.2.0.0/16"]);
  });

  it.each(NAMES)("is refused without %s, which is named", (name) => {
    expect(() => read({ [name]: "" })).toThrow(`${name} is not set`);
  });

  it.each(NAMES)("is refused with a wrong %s, and the value is not repeated", (name) => {
    expect(() => read({ [name]: "!not this!" })).toThrow(new RegExp(`^The context value ${name} has the wrong form\\.$`));
  });

  it("is refused when traders and staff would share an origin", () => {
    expect(() => read({ "holdfast:opsDomain": "app.example.com" })).toThrow("must not share an origin");
  });
});
