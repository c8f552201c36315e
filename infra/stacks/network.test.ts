import { describe, expect, it } from "vitest";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

const network = () => templateOf("HoldfastNetwork");

/** Every opening as "from -> to : port", by the names of the groups; the world is its CIDR. */
function openings(type: string): string[] {
  const nameOf = (value: unknown): string => /"(\w+?)Group[0-9A-F]{8}"/.exec(JSON.stringify(value ?? null))?.[1] ?? "?";
  const single = resourcesOf(network(), `AWS::EC2::${type}`).map(([, { Properties: rule = {} }]) => {
    const other = rule[type === "SecurityGroupIngress" ? "SourceSecurityGroupId" : "DestinationSecurityGroupId"];
    return `${nameOf(rule["GroupId"])} ${nameOf(other)} ${String(rule["FromPort"])}-${String(rule["ToPort"])}`;
  });
  const inline = resourcesOf(network(), "AWS::EC2::SecurityGroup").flatMap(([id, group]) =>
    ((at(group, type) ?? []) as readonly Record<string, unknown>[])
      .filter((rule) => rule["CidrIp"] !== "255.255.255.255/32")
      .map(
        (rule) => `${id.replace(/Group[0-9A-F]{8}$/, "")} ${String(rule["CidrIp"])} ${String(rule["FromPort"])}-${String(rule["ToPort"])}`,
      ),
  );
  return [...single, ...inline].sort();
}

describe("the network", () => {
  it("lies in three zones, each with an address of egress that stays", () => {
    expect(resourcesOf(network(), "AWS::EC2::NatGateway")).toHaveLength(3);
    expect(resourcesOf(network(), "AWS::EC2::EIP")).toHaveLength(3);
    expect(resourcesOf(network(), "AWS::EC2::Subnet")).toHaveLength(9);
  });

  it("gives no machine a public address by itself", () => {
    for (const [, subnet] of resourcesOf(network(), "AWS::EC2::Subnet")) expect(at(subnet, "MapPublicIpOnLaunch")).toBe(false);
  });

  it("gives the database's subnets no way out", () => {
    const routes = resourcesOf(network(), "AWS::EC2::Route").map(([id]) => id);
    expect(routes.filter((id) => id.includes("data"))).toEqual([]);
    expect(routes).toHaveLength(6);
  });

  it("writes down every flow, encrypted", () => {
    expect(at(theOne(network(), "AWS::EC2::FlowLog"), "TrafficType")).toBe("ALL");
    expect(at(theOne(network(), "AWS::Logs::LogGroup"), "KmsKeyId")).toBeDefined();
  });

  it("is open inwards exactly where it must be", () => {
    expect(openings("SecurityGroupIngress")).toEqual([
      "App Edge 3000-3000",
      "Database App 5432-5432",
      "Database Migration 5432-5432",
      "Database Ops 5432-5432",
      "Database Worker 5432-5432",
      "Edge 0.0.0.0/0 443-443",
      "Ops OpsEdge 3000-3000",
      "OpsEdge 10.20.0.0/16 443-443",
    ]);
  });

  it("is open outwards exactly where it must be: the indexer reaches no database, and the database nobody", () => {
    expect(openings("SecurityGroupEgress")).toEqual([
      "App 0.0.0.0/0 443-443",
      "App Database 5432-5432",
      "Edge App 3000-3000",
      "Indexer 0.0.0.0/0 443-443",
      "Migration 0.0.0.0/0 443-443",
      "Migration Database 5432-5432",
      "Ops 0.0.0.0/0 443-443",
      "Ops Database 5432-5432",
      "OpsEdge Ops 3000-3000",
      "Worker 0.0.0.0/0 443-443",
      "Worker 0.0.0.0/0 465-465",
      "Worker Database 5432-5432",
    ]);
  });
});
