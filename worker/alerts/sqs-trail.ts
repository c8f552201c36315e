// The trail in production: an EventBridge rule puts what CloudTrail tells of the pools into a queue. A message that was not written down comes again.
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { PoolTrail } from "./pool-trail";

const BATCH = 10;

/** The part of the AWS client that is used; tests hand in their own. */
export type Queue = Pick<SQSClient, "send">;

/** Reads the queue at `queueUrl`. Credentials and region are the task's own, by the SDK's usual chain; the region stands in the address too. */
export function createSqsTrail(queueUrl: string, queue: Queue = queueAt(queueUrl)): PoolTrail {
  return {
    read: async () => {
      const { Messages = [] } = await queue.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: 1, VisibilityTimeout: 60 }),
      );
      return Messages.map(({ Body, ReceiptHandle }) => ({
        detail: detailOf(Body ?? ""),
        done: async () => {
          await queue.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
        },
      }));
    },
  };
}

function queueAt(queueUrl: string): SQSClient {
  const region = /^sqs\.([a-z0-9-]+)\.amazonaws\.com/.exec(new URL(queueUrl).hostname)?.[1];
  return new SQSClient(region === undefined ? {} : { region });
}

function detailOf(body: string): unknown {
  try {
    const event: unknown = JSON.parse(body);
    return typeof event === "object" && event !== null && "detail" in event ? event.detail : null;
  } catch {
    return null;
  }
}
