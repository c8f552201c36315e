// Aurora PostgreSQL, the same major version as the embedded one, reachable by our services only and only by TLS.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { SubnetType, type IVpc } from "aws-cdk-lib/aws-ec2";
import {
  AuroraPostgresEngineVersion,
  CaCertificate,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  ParameterGroup,
} from "aws-cdk-lib/aws-rds";
import type { Construct } from "constructs";
import { createRoleSecrets, type RoleSecrets } from "../constructs/role-secrets";
import { createLogGroup } from "../constructs/log-group";
import { DATABASE_PORT, type SecurityGroups } from "../constructs/security-groups";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

const NAME = "holdfast";
const BACKUP_DAYS = 35;
/** In Aurora capacity units of about 2 GiB each. */
const CAPACITY = { min: 1, max: 32 };

interface DatabaseProps {
  readonly vpc: IVpc;
  readonly groups: SecurityGroups;
  readonly dataKeyArn: string;
}

export class DatabaseStack extends HoldfastStack {
  readonly cluster: DatabaseCluster;
  readonly roles: RoleSecrets;

  constructor(scope: Construct, deployment: Deployment, { vpc, groups, dataKeyArn }: DatabaseProps) {
    super(scope, "HoldfastDatabase", deployment, "Holdfast: Aurora PostgreSQL and the secrets of its roles");
    const dataKey = dataKeyIn(this, dataKeyArn);
    // Made first, with our key and our retention; RDS would make its own without either.
    const log = createLogGroup(this, "PostgresLog", { name: `/aws/rds/cluster/${NAME}/postgresql`, dataKey });
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_18_4 });
    this.cluster = new DatabaseCluster(this, "Cluster", {
      engine,
      clusterIdentifier: NAME,
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [groups.database],
      port: DATABASE_PORT,
      // RDS makes the master's password, keeps it in Secrets Manager and changes it every week. No service of ours has it.
      credentials: Credentials.fromUsername("holdfast_master", { encryptionKey: dataKey }),
      manageMasterUserPassword: true,
      iamAuthentication: true,
      storageEncrypted: true,
      storageEncryptionKey: dataKey,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      copyTagsToSnapshot: true,
      backup: { retention: Duration.days(BACKUP_DAYS), preferredWindow: "02:00-03:00" },
      cloudwatchLogsExports: ["postgresql"],
      serverlessV2MinCapacity: CAPACITY.min,
      serverlessV2MaxCapacity: CAPACITY.max,
      writer: this.#instance("Writer"),
      // It follows the writer's size, because it becomes the writer when that one fails.
      readers: [this.#instance("Standby", true)],
      parameterGroup: new ParameterGroup(this, "Parameters", { engine, parameters: PARAMETERS }),
    });
    this.cluster.node.addDependency(log);
    this.roles = createRoleSecrets(this, {
      ...{ dataKey, secretsRevision: deployment.secretsRevision },
      ...{ host: this.cluster.clusterEndpoint.hostname, port: DATABASE_PORT, database: NAME },
    });
  }

  #instance(id: string, scaleWithWriter = false): ReturnType<typeof ClusterInstance.serverlessV2> {
    return ClusterInstance.serverlessV2(id, {
      ...(scaleWithWriter ? { scaleWithWriter } : {}),
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      caCertificate: CaCertificate.RDS_CA_ECC384_G1,
    });
  }
}

const PARAMETERS = {
  "rds.force_ssl": "1",
  ssl_min_protocol_version: "TLSv1.2",
  password_encryption: "scram-sha-256",
  log_connections: "1",
  log_statement: "ddl",
  // A statement of ours ends after four seconds; what takes one is worth a line. Values of parameters never are.
  log_min_duration_statement: "1000",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
};
