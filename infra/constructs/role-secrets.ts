// Passwords of the database's roles, and the address with which each service connects. A service reads its own address and no other.
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SecretValue, type Stack } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";

/** Roles of the migrations: the owner changes the schema, the others work in it. */
export type DatabaseRole = "owner" | "app" | "worker" | "ops";

const ROLES: readonly DatabaseRole[] = ["owner", "app", "worker", "ops"];
const PASSWORD_CHARACTERS = 48;

/** Per role: the password alone (for the migration) and the whole address (for the service). */
export type RoleSecrets = Readonly<Record<DatabaseRole, { readonly password: Secret; readonly url: Secret }>>;

export interface RoleSecretsOptions {
  readonly dataKey: IKey;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Stands in the address as the connection's name, so that a raised revision makes CloudFormation read the password again. */
  readonly secretsRevision: string;
}

/** Makes them. Letters and digits only, so that a password stands in an address as it is; the server's certificate is verified. */
export function createRoleSecrets(stack: Stack, { dataKey, host, port, database, secretsRevision }: RoleSecretsOptions): RoleSecrets {
  const entries = ROLES.map((role) => {
    const user = `holdfast_${role}`;
    const password = new Secret(stack, `${role}Password`, {
      description: `Password of ${user}`,
      encryptionKey: dataKey,
      generateSecretString: { passwordLength: PASSWORD_CHARACTERS, excludePunctuation: true, includeSpace: false },
    });
    const resolved = password.secretValue.unsafeUnwrap();
    const address = `postgres://${user}:${resolved}@${host}:${port}/${database}?sslmode=verify-full&application_name=holdfast-${secretsRevision}`;
    const url = new Secret(stack, `${role}Url`, {
      description: `Address of the database for ${user}`,
      encryptionKey: dataKey,
      // No value stands in the template: CloudFormation puts the password in when it deploys.
      secretStringValue: SecretValue.unsafePlainText(address),
    });
    return [role, { password, url }] as const;
  });
  return Object.fromEntries(entries) as unknown as RoleSecrets;
}
