// Passwords of the database's roles, and the address with which each service connects. A service reads its own address and no other.
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SecretValue, type Stack } from "aws-cdk-lib";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { createSecret } from "./create-secret";

/** Roles of the migrations: the owner changes the schema, the others work in it; the keeper is for what runs by hand. */
export type DatabaseRole = "owner" | "app" | "worker" | "ops" | "keeper";

const ROLES: readonly DatabaseRole[] = ["owner", "app", "worker", "ops", "keeper"];
const PASSWORD_CHARACTERS = 48;

/** Per role: the password alone (for the migration) and the whole address (for the service). */
export type RoleSecrets = Readonly<Record<DatabaseRole, { readonly password: ISecret; readonly url: ISecret }>>;

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
    const password = createSecret(stack, `${role}Password`, dataKey, {
      description: `Password of ${user}`,
      generateSecretString: { passwordLength: PASSWORD_CHARACTERS, excludePunctuation: true, includeSpace: false },
    });
    const resolved = password.secretValue.unsafeUnwrap();
    const address = `postgres://${user}:${resolved}@${host}:${port}/${database}?sslmode=verify-full&application_name=holdfast-${secretsRevision}`;
    const url = createSecret(stack, `${role}Url`, dataKey, {
      description: `Address of the database for ${user}`,
      // No value stands in the template: CloudFormation puts the password in when it deploys.
      secretStringValue: SecretValue.unsafePlainText(address),
    });
    return [role, { password, url }] as const;
  });
  return Object.fromEntries(entries) as unknown as RoleSecrets;
}
