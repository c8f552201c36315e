// Where the two images lie. It is deployed first: images are pushed before anything that runs them.
import { RemovalPolicy } from "aws-cdk-lib";
import { Repository, RepositoryEncryption, TagMutability } from "aws-cdk-lib/aws-ecr";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

export class RegistryStack extends HoldfastStack {
  readonly app: Repository;
  readonly worker: Repository;

  constructor(scope: Construct, deployment: Deployment, { dataKeyArn }: { readonly dataKeyArn: string }) {
    super(scope, "HoldfastRegistry", deployment, "Holdfast: registries of the two images");
    const encryptionKey = dataKeyIn(this, dataKeyArn);
    const repository = (id: string, repositoryName: string): Repository =>
      new Repository(this, id, {
        repositoryName,
        // What ran under a tag stays what it was.
        imageTagMutability: TagMutability.IMMUTABLE,
        imageScanOnPush: true,
        encryption: RepositoryEncryption.KMS,
        encryptionKey,
        removalPolicy: RemovalPolicy.RETAIN,
      });
    this.app = repository("App", "holdfast/app");
    this.worker = repository("Worker", "holdfast/worker");
  }
}
