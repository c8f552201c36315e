// What one deployment is told from outside: an account, names and addresses. Nothing of it is a policy; what a pool must be stands in
// lib/policy/pool-policy.ts. Every value is context (`cdk.json`, or `-c holdfast:name=value`).
import type { Node } from "constructs";

/** One deployment. */
export interface Deployment {
  readonly account: string;
  readonly region: string;
  /** Host name of the product; also the relying party ID of the traders' passkeys. */
  readonly appDomain: string;
  /** Host name of the support desk, inside the staff's network; also the relying party ID of the staff's passkeys. */
  readonly opsDomain: string;
  /** Domain that mail is sent from. */
  readonly mailDomain: string;
  /** Certificates of the two host names in AWS Certificate Manager, in the same region. */
  readonly appCertificateArn: string;
  readonly opsCertificateArn: string;
  /** Prefix of the pool's domain, under which `/oauth2/token` stands. It is unique in the region. */
  readonly poolDomainPrefix: string;
  /** Tag of both images in their registries. */
  readonly imageTag: string;
  /** Networks of the staff, in CIDR form, separated by commas. */
  readonly staffNetworks: readonly string[];
  /** The account on the chain that belongs to the settlement key; the worker refuses to start when the key is another's. */
  readonly settlementAddress: string;
  /** Who is mailed when an alarm goes off. */
  readonly alarmEmail: string;
  /** Raise it after a secret has changed: CloudFormation reads a secret again only where a template changes. */
  readonly secretsRevision: string;
}

const FORMS: Readonly<Record<keyof Deployment, RegExp>> = {
  account: /^\d{12}$/,
  region: /^[a-z]{2}(-[a-z]+)+-\d$/,
  appDomain: /^[a-z0-9.-]+\.[a-z]{2,}$/,
  opsDomain: /^[a-z0-9.-]+\.[a-z]{2,}$/,
  mailDomain: /^[a-z0-9.-]+\.[a-z]{2,}$/,
  appCertificateArn: /^arn:aws[\w-]*:acm:/,
  opsCertificateArn: /^arn:aws[\w-]*:acm:/,
  poolDomainPrefix: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  imageTag: /^[\w][\w.-]{0,127}$/,
  staffNetworks: /^\d+\.\d+\.\d+\.\d+\/\d+(?:,\d+\.\d+\.\d+\.\d+\/\d+)*$/,
  settlementAddress: /^0x[0-9a-fA-F]{40}$/,
  alarmEmail: /^[^\s<>@]+@[^\s<>@]+$/,
  secretsRevision: /^\d{1,9}$/,
};

/**
 * Reads the deployment from the context of an app. Throws one sentence that names the value at fault, before anything is synthesised; traders
 * and staff on one host name are refused, because their passkeys and cookies would be each other's.
 */
export function readDeployment(node: Node): Deployment {
  const read = (name: keyof Deployment): string => {
    const value: unknown = node.tryGetContext(`holdfast:${name}`);
    if (typeof value !== "string" || value === "") throw new Error(`The context value holdfast:${name} is not set.`);
    if (!FORMS[name].test(value)) throw new Error(`The context value holdfast:${name} has the wrong form.`);
    return value;
  };
  const deployment: Deployment = {
    account: read("account"),
    region: read("region"),
    appDomain: read("appDomain"),
    opsDomain: read("opsDomain"),
    mailDomain: read("mailDomain"),
    appCertificateArn: read("appCertificateArn"),
    opsCertificateArn: read("opsCertificateArn"),
    poolDomainPrefix: read("poolDomainPrefix"),
    imageTag: read("imageTag"),
    staffNetworks: read("staffNetworks").split(","),
    settlementAddress: read("settlementAddress"),
    alarmEmail: read("alarmEmail"),
    secretsRevision: read("secretsRevision"),
  };
  if (deployment.appDomain === deployment.opsDomain)
    throw new Error("holdfast:opsDomain is holdfast:appDomain, but traders and staff must not share an origin.");
  return deployment;
}
