// The product's own keys. AWS makes them; nobody has to see one. What comes from outside (the mail account, the chain's node) starts as a value that
// every process refuses, until somebody puts the true one in.
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { createSecret } from "../constructs/create-secret";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

/** A key of ours is 32 bytes in base64url, 43 characters; letters and digits alone are base64url too, and 43 of them hold as much. */
const KEY_CHARACTERS = 43;

export class SecretsStack extends HoldfastStack {
  readonly sessionSealKey: ISecret;
  readonly recoveryTicketKey: ISecret;
  readonly webhookKey: ISecret;
  /** `smtps://user:password@host:465` of the worker. */
  readonly mailUrl: ISecret;
  /** Address of the EVM node; it often carries a key. */
  readonly chainRpcUrl: ISecret;

  constructor(scope: Construct, deployment: Deployment, { dataKeyArn }: { readonly dataKeyArn: string }) {
    super(scope, "HoldfastSecrets", deployment, "Holdfast: the product's own keys");
    const key = dataKeyIn(this, dataKeyArn);
    this.sessionSealKey = this.#made("SessionSealKey", "Seals challenge sessions and refresh results", key);
    this.recoveryTicketKey = this.#made("RecoveryTicketKey", "Shared by the product and the pool's trigger", key);
    this.webhookKey = this.#made("WebhookKey", "Secrets that sign webhooks are derived from it", key);
    this.mailUrl = this.#brought("MailUrl", "SMTP address of the worker, with its account", key);
    this.chainRpcUrl = this.#brought("ChainRpcUrl", "Address of the EVM node", key);
  }

  #made(id: string, description: string, key: IKey): ISecret {
    return createSecret(this, id, key, {
      description,
      generateSecretString: { passwordLength: KEY_CHARACTERS, excludePunctuation: true, includeSpace: false },
    });
  }

  /** AWS makes some text, which is no address: a process that is given it refuses to start and names the setting. */
  #brought(id: string, description: string, key: IKey): ISecret {
    return createSecret(this, id, key, { description: `${description} (put in by hand)` });
  }
}
