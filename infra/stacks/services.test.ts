import { describe, expect, it } from "vitest";
import type { ZodType } from "zod";
import { SETTINGS_SCHEMA } from "@/lib/settings/settings-schema";
import { parseSettings } from "@/lib/settings/parse-settings";
import { INDEX_SETTINGS_SCHEMA } from "@/worker/index/index-settings";
import { WORKER_SETTINGS_SCHEMA } from "@/worker/worker-settings";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

interface Container {
  readonly Name: string;
  readonly Environment: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Secrets?: readonly { readonly Name: string; readonly ValueFrom: unknown }[];
}

const SERVICES = [
  { name: "app", stack: "HoldfastApp", schema: SETTINGS_SCHEMA, image: "App" },
  { name: "ops", stack: "HoldfastOps", schema: SETTINGS_SCHEMA, image: "App" },
  { name: "worker", stack: "HoldfastWorker", schema: WORKER_SETTINGS_SCHEMA, image: "Worker" },
  { name: "indexer", stack: "HoldfastWorker", schema: INDEX_SETTINGS_SCHEMA, image: "Worker" },
] as const;

/** Settings that a process takes beside its schema: the server's start reads two, the SDKs and Node the others. */
const OF_THE_PLATFORM = ["AWS_REGION", "HOST", "NODE_ENV", "NODE_EXTRA_CA_CERTS", "PORT"];
/** What the worker is told of the key, of alerts and of the queue. */
const OF_THE_WORKER = [
  "ALERT_MAIL_TO",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "POOL_TRAIL_QUEUE_URL",
  "SETTLEMENT_ADDRESS",
  "SETTLEMENT_KMS_KEY_ID",
];

const taskOf = (stack: string, name: string) => theOne(templateOf(stack), "AWS::ECS::TaskDefinition", `"Family":"holdfast-${name}"`);
const containersOf = (stack: string, name: string) =>
  at(taskOf(stack, name), "ContainerDefinitions") as readonly (Container & Record<string, unknown>)[];
const mainOf = (stack: string, name: string) => containersOf(stack, name)[0] as Container & Record<string, unknown>;
const environmentOf = (stack: string, name: string) =>
  Object.fromEntries(mainOf(stack, name).Environment.map(({ Name, Value }) => [Name, Value]));
const secretsOf = (stack: string, name: string) => (mainOf(stack, name).Secrets ?? []).map(({ Name }) => Name).sort();
const serviceOf = (stack: string, name: string) => theOne(templateOf(stack), "AWS::ECS::Service", `"ServiceName":"holdfast-${name}"`);

describe.each(SERVICES)("the task of $name", ({ name, stack, schema, image }) => {
  it("runs every container without privileges, as an ordinary user, on a root that cannot be written", () => {
    expect(containersOf(stack, name)).toHaveLength(name === "worker" ? 2 : 1);
    for (const container of containersOf(stack, name))
      expect(container).toMatchObject({
        User: "10001:10001",
        ReadonlyRootFilesystem: true,
        Privileged: false,
        LinuxParameters: { Capabilities: { Drop: ["ALL"] }, InitProcessEnabled: true },
      });
  });

  it("runs the image of its tag from our registry", () => {
    const text = JSON.stringify(mainOf(stack, name)["Image"]);
    expect(text).toContain(`HoldfastRegistry:ExportsOutputRef${image}`);
    expect(text).toContain(":0.1.0");
  });

  it("runs on ARM, in Fargate's own network", () => {
    expect(taskOf(stack, name).Properties).toMatchObject({
      NetworkMode: "awsvpc",
      RequiresCompatibilities: ["FARGATE"],
      RuntimePlatform: { CpuArchitecture: "ARM64", OperatingSystemFamily: "LINUX" },
    });
  });

  it("writes an encrypted log", () => {
    const log = theOne(templateOf(stack), "AWS::Logs::LogGroup", `"LogGroupName":"/holdfast/${name}"`);
    expect(at(log, "KmsKeyId")).toBeDefined();
    expect(mainOf(stack, name)["LogConfiguration"]).toMatchObject({ LogDriver: "awslogs" });
  });

  it("is given every setting that its process demands, and none that it does not know", () => {
    const given = [...Object.keys(environmentOf(stack, name)), ...secretsOf(stack, name)];
    const known = [...Object.keys(schema.shape), ...OF_THE_PLATFORM, ...(name === "worker" ? OF_THE_WORKER : [])];
    const shapes: Readonly<Record<string, ZodType>> = schema.shape;
    const demanded = Object.entries(shapes)
      .filter(([setting, shape]) => !shape.safeParse(undefined).success && setting !== "SETTLEMENT_KEY")
      .map(([setting]) => setting);
    expect(given.filter((setting) => !known.includes(setting))).toEqual([]);
    expect(demanded.filter((setting) => !given.includes(setting))).toEqual([]);
  });

  it("finds nothing secret in its open environment", () => {
    const open = Object.keys(environmentOf(stack, name)).filter((setting) =>
      /SECRET|PASSWORD|DATABASE_URL|SMTP_URL|RPC_URL|_KEY$/.test(setting),
    );
    expect(open).toEqual([]);
    expect(JSON.stringify(environmentOf(stack, name))).not.toContain("resolve:secretsmanager");
  });

  it("can write to an empty folder of its own, and nowhere else", () => {
    expect(mainOf(stack, name)["MountPoints"]).toEqual([{ ContainerPath: "/tmp", ReadOnly: false, SourceVolume: "scratch" }]);
    expect(at(taskOf(stack, name), "Volumes")).toEqual([{ Name: "scratch" }]);
  });

  it("is asked for its health by the image's own question", () => {
    expect(mainOf(stack, name)["HealthCheck"]).toMatchObject({ Command: ["CMD", "node", "healthy.mjs"], Retries: 3 });
  });

  it("knows the authorities of the database's certificate", () => {
    expect(environmentOf(stack, name)["NODE_EXTRA_CA_CERTS"]).toBe("/etc/holdfast/rds-ca.pem");
  });
});

describe.each(SERVICES)("the service of $name", ({ name, stack }) => {
  it("has no public address", () => {
    expect(at(serviceOf(stack, name), "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp")).toBe("DISABLED");
  });
  it("goes back by itself when a new version does not come up", () => {
    expect(at(serviceOf(stack, name), "DeploymentConfiguration")).toMatchObject({
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      MinimumHealthyPercent: 100,
    });
  });
  it("lets nobody open a shell in it", () => expect(at(serviceOf(stack, name), "EnableExecuteCommand")).not.toBe(true));
});

describe.each([
  { name: "app", stack: "HoldfastApp", scheme: "internet-facing", min: 3, max: 24 },
  { name: "ops", stack: "HoldfastOps", scheme: "internal", min: 2, max: 4 },
] as const)("the load balancer of $name", ({ stack, scheme, min, max }) => {
  const template = () => templateOf(stack);
  const balancer = () => theOne(template(), "AWS::ElasticLoadBalancingV2::LoadBalancer");
  const attributes = () =>
    Object.fromEntries(
      (at(balancer(), "LoadBalancerAttributes") as { Key: string; Value: unknown }[]).map(({ Key, Value }) => [Key, Value]),
    );

  it(`is ${scheme}`, () => expect(at(balancer(), "Scheme")).toBe(scheme));
  it("listens to https and to nothing else", () => {
    const listeners = resourcesOf(template(), "AWS::ElasticLoadBalancingV2::Listener").map(([, listener]) => listener.Properties);
    expect(listeners).toHaveLength(1);
    expect(listeners[0]).toMatchObject({ Port: 443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" });
  });
  it("drops headers of no known form", () => expect(attributes()["routing.http.drop_invalid_header_fields.enabled"]).toBe("true"));
  it("takes no ambiguous request", () => expect(attributes()["routing.http.desync_mitigation_mode"]).toBe("strictest"));
  it("cannot be deleted by a slip", () => expect(attributes()["deletion_protection.enabled"]).toBe("true"));
  it("writes down who asked", () => expect(attributes()["access_logs.s3.enabled"]).toBe("true"));
  it("keeps a quiet feed open", () => expect(attributes()["idle_timeout.timeout_seconds"]).toBe("120"));
  it("sends nobody to a process that is not ready", () => {
    expect(theOne(template(), "AWS::ElasticLoadBalancingV2::TargetGroup").Properties).toMatchObject({
      HealthCheckPath: "/api/health/ready",
      Matcher: { HttpCode: "200" },
      Port: 3000,
      TargetType: "ip",
    });
  });
  it("has more processes when they are busy", () => {
    expect(theOne(template(), "AWS::ApplicationAutoScaling::ScalableTarget").Properties).toMatchObject({
      MinCapacity: min,
      MaxCapacity: max,
    });
  });
  it("keeps its access logs closed", () => {
    const bucket = theOne(template(), "AWS::S3::Bucket");
    expect(at(bucket, "PublicAccessBlockConfiguration")).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket.DeletionPolicy).toBe("Retain");
  });
});

describe("the product's process", () => {
  it("is accepted by its own reading of settings, for production, once the secrets are in", () => {
    const made = "A".repeat(43);
    const secrets = {
      COGNITO_CLIENT_SECRET: "s".repeat(51),
      DATABASE_URL: "postgres://holdfast_app:x@db.internal:5432/holdfast?sslmode=verify-full&application_name=holdfast-1",
      SESSION_SEAL_KEY: made,
      RECOVERY_TICKET_KEY: `B${made.slice(1)}`,
      WEBHOOK_KEY: `C${made.slice(1)}`,
      CHAIN_RPC_URL: "https://rpc.example.com",
    };
    const resolved = Object.entries(environmentOf("HoldfastApp", "app")).map(([setting, value]) =>
      typeof value === "string"
        ? [setting, value]
        : [setting, setting.endsWith("POOL_ID") ? "eu-central-1_AbCdEf123" : setting.replaceAll("_", "")],
    );
    const result = parseSettings({ ...(Object.fromEntries(resolved) as Record<string, string>), ...secrets });
    expect(result.ok ? result.value : result.refusal).toMatchObject({ mode: "production", trustedProxyHops: 1, desk: null });
  });

  it("counts the one load balancer in front of it, and listens where that reaches it", () => {
    expect(environmentOf("HoldfastApp", "app")).toMatchObject({
      TRUSTED_PROXY_HOPS: "1",
      HOST: "0.0.0.0",
      PORT: "3000",
      HOLDFAST_MODE: "production",
    });
  });

  it("has no desk: neither its settings nor its secrets", () => {
    const given = [...Object.keys(environmentOf("HoldfastApp", "app")), ...secretsOf("HoldfastApp", "app")];
    expect(given.filter((setting) => /STAFF|^OPS/.test(setting))).toEqual([]);
  });

  it("has no settlement key, nor the key's name", () => {
    expect(JSON.stringify(templateOf("HoldfastApp"))).not.toMatch(/SETTLEMENT|HoldfastSigner/);
    expect(JSON.stringify(templateOf("HoldfastOps"))).not.toMatch(/SETTLEMENT|HoldfastSigner/);
  });
});

describe("the desk's process", () => {
  it("has all four settings of a desk", () => {
    const given = [...Object.keys(environmentOf("HoldfastOps", "ops")), ...secretsOf("HoldfastOps", "ops")];
    expect(given).toEqual(
      expect.arrayContaining(["COGNITO_STAFF_USER_POOL_ID", "COGNITO_STAFF_CLIENT_ID", "COGNITO_STAFF_CLIENT_SECRET", "OPS_DATABASE_URL"]),
    );
  });
  it("answers at the desk's own origin", () => expect(environmentOf("HoldfastOps", "ops")["APP_ORIGIN"]).toBe("https://ops.example.com"));
});

describe("the worker's process", () => {
  it("is told which key signs, and holds none", () => {
    expect(secretsOf("HoldfastWorker", "worker")).toEqual(["CHAIN_RPC_URL", "DATABASE_URL", "MAIL_SMTP_URL", "WEBHOOK_KEY"]);
    expect(JSON.stringify(environmentOf("HoldfastWorker", "worker")["SETTLEMENT_KMS_KEY_ID"])).toContain("HoldfastSigner");
  });
  it("is told where changes of the pools wait", () => {
    expect(JSON.stringify(environmentOf("HoldfastWorker", "worker")["POOL_TRAIL_QUEUE_URL"])).toContain("HoldfastAuditTrail");
  });
});

describe("the figures", () => {
  it("go from the worker to a collector beside it, which may be lost, and on into the namespace Holdfast", () => {
    expect(environmentOf("HoldfastWorker", "worker")["OTEL_EXPORTER_OTLP_ENDPOINT"]).toBe("http://127.0.0.1:4318");
    const [, collector] = containersOf("HoldfastWorker", "worker");
    expect(collector).toMatchObject({ Name: "Collector", Essential: false });
    const text = String(collector?.Environment.map(({ Value }) => JSON.stringify(Value)).join(""));
    expect(text).toContain("namespace");
    expect(text).toContain("Holdfast");
    expect(text).toContain("signal");
  });
});

describe("the indexer's process", () => {
  it("has a machine's secret and the node's address, and no database", () => {
    expect(secretsOf("HoldfastWorker", "indexer")).toEqual(["CHAIN_RPC_URL", "INDEXER_CLIENT_SECRET"]);
  });
});
