import { describe, expect, it } from "vitest";
import { POOL_EXPECTATIONS } from "../testing/pool-expectations";
import { at, theOne } from "../testing/resources";
import { templateOf, templates } from "../testing/synthesise";

describe.each([
  ["traders", "HoldfastUserPool"],
  ["staff", "HoldfastStaffPool"],
] as const)("the pool of the %s", (kind, stackName) => {
  it.each(POOL_EXPECTATIONS[kind])("$says", ({ read, expected }) => {
    expect(read(templateOf(stackName))).toEqual(expected);
  });

  it("stands behind the wall before it has a client", () => {
    const template = templateOf(stackName);
    expect(theOne(template, "AWS::WAFv2::WebACLAssociation").Properties).toMatchObject({ ResourceArn: { "Fn::GetAtt": ["Pool", "Arn"] } });
    expect(theOne(template, "AWS::Cognito::UserPoolClient", '"ClientName":"web"').DependsOn).toContain("Wall");
  });

  it("writes its sign-ins to an encrypted log", () => {
    const log = theOne(templateOf(stackName), "AWS::Logs::LogGroup", "/sign-ins");
    expect(at(log, "KmsKeyId")).toBeDefined();
    expect(at(log, "RetentionInDays")).toBe(400);
    const delivery = theOne(templateOf(stackName), "AWS::Cognito::LogDeliveryConfiguration");
    expect(at(delivery, "LogConfigurations")).toMatchObject([{ EventSource: "userAuthEvents", LogLevel: "INFO" }, { LogLevel: "ERROR" }]);
  });
});

describe("the pools together", () => {
  it("know no identity pool, and nobody outside ourselves who could vouch for a person", () => {
    const types = [...templates().values()].flatMap((template) => Object.values(template.Resources).map((resource) => resource.Type));
    expect(types.filter((type) => type.startsWith("AWS::Cognito::IdentityPool"))).toEqual([]);
    expect(types.filter((type) => type === "AWS::Cognito::UserPoolIdentityProvider")).toEqual([]);
    expect(types.filter((type) => type === "AWS::Cognito::UserPool")).toHaveLength(2);
  });

  it("have relying parties of their own, so that no trader's passkey opens the desk", () => {
    const idOf = (stack: string) => at(theOne(templateOf(stack), "AWS::Cognito::UserPool"), "WebAuthnRelyingPartyID");
    expect(idOf("HoldfastUserPool")).not.toBe(idOf("HoldfastStaffPool"));
  });

  it("answer machines at the domain that the indexer is told", () => {
    const domain = theOne(templateOf("HoldfastUserPool"), "AWS::Cognito::UserPoolDomain");
    expect(at(domain, "Domain")).toBe("holdfast-example");
    expect(JSON.stringify(templateOf("HoldfastWorker"))).toContain(
      "https://holdfast-example.auth.eu-central-1.amazoncognito.com/oauth2/token",
    );
  });
});
