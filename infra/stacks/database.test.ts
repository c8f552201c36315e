import { describe, expect, it } from "vitest";
import { at, resourcesOf, theOne } from "../testing/resources";
import { templateOf } from "../testing/synthesise";

const template = () => templateOf("HoldfastDatabase");
const cluster = () => theOne(template(), "AWS::RDS::DBCluster");
const parameters = () => at(theOne(template(), "AWS::RDS::DBClusterParameterGroup"), "Parameters") as Readonly<Record<string, unknown>>;

describe("the database", () => {
  it.each([
    ["is Aurora PostgreSQL", "Engine", "aurora-postgresql"],
    ["has the major version of the embedded one", "EngineVersion", "18.4"],
    ["is encrypted", "StorageEncrypted", true],
    ["cannot be deleted by a slip", "DeletionProtection", true],
    ["keeps 35 days of backups", "BackupRetentionPeriod", 35],
    ["has its master's password made, kept and turned by RDS", "ManageMasterUserPassword", true],
    ["has no master's password of ours", "MasterUserPassword", undefined],
    ["knows IAM as a way in", "EnableIAMDatabaseAuthentication", true],
    ["hands its log over", "EnableCloudwatchLogsExports", ["postgresql"]],
    ["copies its tags to snapshots", "CopyTagsToSnapshot", true],
    ["grows between 1 and 32 units", "ServerlessV2ScalingConfiguration", { MinCapacity: 1, MaxCapacity: 32 }],
  ])("%s", (_, path, expected) => expect(at(cluster(), path)).toEqual(expected));

  it("lies under our key, and the master's password too", () => {
    expect(JSON.stringify(at(cluster(), "KmsKeyId"))).toContain("HoldfastKeys");
    expect(JSON.stringify(at(cluster(), "MasterUserSecret.KmsKeyId"))).toContain("HoldfastKeys");
  });

  it("is kept when its stack goes", () => expect(cluster().DeletionPolicy).toBe("Retain"));

  it("has a writer and a standby, neither with a public address", () => {
    const instances = resourcesOf(template(), "AWS::RDS::DBInstance").map(([, instance]) => instance.Properties);
    expect(instances).toHaveLength(2);
    for (const instance of instances) expect(instance).toMatchObject({ PubliclyAccessible: false, DBInstanceClass: "db.serverless" });
  });

  it("lies in subnets without a way out", () => {
    expect(JSON.stringify(at(theOne(template(), "AWS::RDS::DBSubnetGroup"), "SubnetIds"))).toMatch(
      /^(?=.*dataSubnet)(?!.*(edge|services)Subnet)/,
    );
  });

  it.each([
    ["speaks TLS only", "rds.force_ssl", "1"],
    ["speaks no TLS below 1.2", "ssl_min_protocol_version", "TLSv1.2"],
    ["keeps passwords as SCRAM", "password_encryption", "scram-sha-256"],
    ["writes down who connects", "log_connections", "1"],
    ["writes no value of a statement into its log", "log_parameter_max_length", "0"],
    ["writes no value of a failed statement either", "log_parameter_max_length_on_error", "0"],
  ])("%s", (_, name, expected) => expect(parameters()[name]).toBe(expected));
});

describe("the roles' secrets", () => {
  const secrets = () => resourcesOf(template(), "AWS::SecretsManager::Secret");

  it.each(["owner", "app", "worker", "ops", "keeper"])("make a password for holdfast_%s, and its address with TLS verified", (role) => {
    const [, password] = secrets().find(([id]) => id.startsWith(`${role}Password`)) ?? [];
    expect(password?.Properties?.["GenerateSecretString"]).toMatchObject({
      PasswordLength: 48,
      ExcludePunctuation: true,
      IncludeSpace: false,
    });
    const [, url] = secrets().find(([id]) => id.startsWith(`${role}Url`)) ?? [];
    const text = JSON.stringify(url?.Properties?.["SecretString"]);
    expect(text).toContain(`postgres://holdfast_${role}:{{resolve:secretsmanager:`);
    expect(text).toContain("/holdfast?sslmode=verify-full&application_name=holdfast-1");
  });

  it("lie under our key and stay when their stack goes", () => {
    expect(secrets()).toHaveLength(10);
    for (const [, secret] of secrets()) {
      expect(JSON.stringify(secret.Properties?.["KmsKeyId"])).toContain("HoldfastKeys");
      expect(secret.DeletionPolicy).toBe("Retain");
    }
  });
});
