// Where alarms go. It stands early, because what raises alarms stands late.
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

export class AlarmTopicStack extends HoldfastStack {
  readonly topic: Topic;

  constructor(scope: Construct, deployment: Deployment, { dataKeyArn }: { readonly dataKeyArn: string }) {
    super(scope, "HoldfastAlarmTopic", deployment, "Holdfast: where alarms go");
    this.topic = new Topic(this, "Alarms", { masterKey: dataKeyIn(this, dataKeyArn), enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(deployment.alarmEmail));
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com"), new ServicePrincipal("events.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
  }
}
