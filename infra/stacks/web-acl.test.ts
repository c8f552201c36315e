import { describe, expect, it } from "vitest";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

interface Rule {
  readonly Name: string;
  readonly Action?: unknown;
  readonly OverrideAction?: unknown;
  readonly Statement: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const walls = () => templateOf("HoldfastWebAcl");
const acl = (name: string) => theOne(walls(), "AWS::WAFv2::WebACL", `"HoldfastX"`.replace("X", name));
const rules = (name: string) => at(acl(name), "Rules") as readonly Rule[];
const rule = (name: string, ruleName: string) => rules(name).find(({ Name }) => Name === ruleName);

describe("the wall round the pools", () => {
  it("refuses whoever no rule admits", () => expect(at(acl("Pool"), "DefaultAction")).toEqual({ Block: {} }));

  it("admits our own addresses and has no other rule", () => {
    expect(rules("Pool")).toHaveLength(1);
    expect(rules("Pool")[0]).toMatchObject({
      Action: { Allow: {} },
      Statement: { IPSetReferenceStatement: { Arn: { "Fn::GetAtt": ["Egress", "Arn"] } } },
    });
  });

  it("knows exactly the addresses that our requests leave by", () => {
    const addresses = at(theOne(walls(), "AWS::WAFv2::IPSet"), "Addresses") as readonly unknown[];
    expect(addresses).toHaveLength(3);
    const imported = addresses.map((address) => /ExportsOutputFnGetAtt(Egress\d)PublicIp/.exec(JSON.stringify(address))?.[1]);
    expect(imported).toEqual(["Egress1", "Egress2", "Egress3"]);
    const nats = resourcesOf(templateOf("HoldfastNetwork"), "AWS::EC2::NatGateway").map(([, nat]) => at(nat, "AllocationId"));
    expect(nats).toEqual(["Egress1", "Egress2", "Egress3"].map((id) => ({ "Fn::GetAtt": [id, "AllocationId"] })));
  });

  it.each(["HoldfastUserPool", "HoldfastStaffPool"])("stands round %s", (stackName) => {
    const wall = theOne(templateOf(stackName), "AWS::WAFv2::WebACLAssociation");
    expect(JSON.stringify(at(wall, "WebACLArn"))).toContain("HoldfastWebAcl:ExportsOutputFnGetAttPoolArn");
  });
});

describe("the sieve in front of the product", () => {
  it.each([
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
  ])("asks %s, and lets its verdict stand", (name) => {
    expect(rule("App", name)).toMatchObject({
      OverrideAction: { None: {} },
      Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: name } },
    });
  });

  it("only counts bodies over 8 KiB, because the proxy takes 32", () => {
    const overrides = rules("App").flatMap(({ Statement }) => Statement["ManagedRuleGroupStatement"]?.["RuleActionOverrides"] ?? []);
    expect(overrides).toEqual([{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }]);
  });

  it("lets one address make 3,000 requests in five minutes", () => {
    expect(rule("App", "RequestsPerAddress")).toMatchObject({
      Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
      Statement: { RateBasedStatement: { Limit: 3000, EvaluationWindowSec: 300, AggregateKeyType: "IP" } },
    });
  });

  it("lets one address make 300 of them where passwords and codes are tried", () => {
    const found = rule("App", "SignInRequestsPerAddress");
    expect(found).toMatchObject({ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 300, EvaluationWindowSec: 300 } } });
    const paths = JSON.stringify(found?.Statement["RateBasedStatement"]?.["ScopeDownStatement"]);
    expect([...paths.matchAll(/"SearchString":"([^"]+)"/g)].map(([, path]) => path)).toEqual(["/api/auth/", "/api/step-up"]);
  });

  it("stands before the load balancer serves", () => {
    const template = templateOf("HoldfastApp");
    expect(JSON.stringify(at(theOne(template, "AWS::WAFv2::WebACLAssociation"), "WebACLArn"))).toContain("AppArn");
    expect(theOne(template, "AWS::ECS::Service").DependsOn).toContain("Wall");
  });
});

describe("both lists", () => {
  it.each(["App", "Pool"])("keep no sample of a request of %s, which may hold a token", (name) => {
    expect(at(acl(name), "VisibilityConfig.SampledRequestsEnabled")).toBe(false);
    expect(JSON.stringify(rules(name))).not.toContain('"SampledRequestsEnabled":true');
  });

  it("log who was refused, without cookies and authorization", () => {
    const logs = resourcesOf(walls(), "AWS::WAFv2::LoggingConfiguration").map(([, log]) => log);
    expect(logs).toHaveLength(2);
    for (const log of logs)
      expect(at(log, "RedactedFields")).toEqual([{ SingleHeader: { Name: "authorization" } }, { SingleHeader: { Name: "cookie" } }]);
  });
});
