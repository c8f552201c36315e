// The product's web process behind a load balancer: the traders' one outside, the desk's one inside. Both run the same image.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { SubnetType, type SecurityGroup, type IVpc } from "aws-cdk-lib/aws-ec2";
import { FargateService, type ICluster } from "aws-cdk-lib/aws-ecs";
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  DesyncMitigationMode,
  SslPolicy,
  TargetType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { APP_PORT } from "./security-groups";
import { createServiceTask, type ServiceTask, type ServiceTaskOptions } from "./service-task";

export interface WebServiceOptions extends ServiceTaskOptions {
  readonly vpc: IVpc;
  readonly cluster: ICluster;
  readonly isPublic: boolean;
  readonly certificateArn: string;
  readonly edgeGroup: SecurityGroup;
  readonly serviceGroup: SecurityGroup;
  readonly tasks: { readonly min: number; readonly max: number };
}

export interface WebService {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  readonly service: FargateService;
  readonly task: ServiceTask;
}

const ACCESS_LOG_DAYS = 400;

/** Makes load balancer, targets and service. Only https is listened to; what is no request of a known form is dropped before it is passed on. */
export function createWebService(scope: Construct, options: WebServiceOptions): WebService {
  const { vpc, cluster, isPublic, certificateArn, edgeGroup, serviceGroup, tasks } = options;
  const loadBalancer = new ApplicationLoadBalancer(scope, "LoadBalancer", {
    vpc,
    internetFacing: isPublic,
    securityGroup: edgeGroup,
    vpcSubnets: { subnetType: isPublic ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS },
    deletionProtection: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: DesyncMitigationMode.STRICTEST,
    // The live feed speaks at least every 25 seconds.
    idleTimeout: Duration.seconds(120),
  });
  loadBalancer.logAccessLogs(accessLogBucket(scope));
  const task = createServiceTask(scope, options);
  task.container.addPortMappings({ containerPort: APP_PORT });
  const service = new FargateService(scope, "Service", {
    cluster,
    taskDefinition: task.definition,
    serviceName: `holdfast-${options.name}`,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [serviceGroup],
    assignPublicIp: false,
    desiredCount: tasks.min,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { rollback: true },
    healthCheckGracePeriod: Duration.seconds(60),
    enableExecuteCommand: false,
  });
  const listener = loadBalancer.addListener("Https", {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    sslPolicy: SslPolicy.RECOMMENDED_TLS,
    certificates: [Certificate.fromCertificateArn(scope, "Certificate", certificateArn)],
    // Who may come is said in one place, the security groups.
    open: false,
  });
  const targets = new ApplicationTargetGroup(scope, "Targets", {
    vpc,
    port: APP_PORT,
    protocol: ApplicationProtocol.HTTP,
    targetType: TargetType.IP,
    targets: [service],
    deregistrationDelay: Duration.seconds(15),
    healthCheck: { path: "/api/health/ready", healthyHttpCodes: "200", interval: Duration.seconds(10), timeout: Duration.seconds(5) },
  });
  listener.addTargetGroups("Forward", { targetGroups: [targets] });
  const scaling = service.autoScaleTaskCount({ minCapacity: tasks.min, maxCapacity: tasks.max });
  scaling.scaleOnCpuUtilization("Cpu", { targetUtilizationPercent: 60 });
  return { loadBalancer, targets, service, task };
}

function accessLogBucket(scope: Construct): IBucket {
  return new Bucket(scope, "AccessLogs", {
    // Load balancers cannot write under a key of ours.
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    versioned: true,
    lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS), noncurrentVersionExpiration: Duration.days(1) }],
    removalPolicy: RemovalPolicy.RETAIN,
  }) as IBucket;
}
