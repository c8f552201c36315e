// Changes of the user pools, as CloudTrail tells of them. In production they come from a queue behind an EventBridge rule, locally from the test pool.
import { createHash } from "node:crypto";
import * as z from "zod";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { isPoolChange } from "@/lib/monitoring/pool-operations";
import type { Database } from "@/lib/server/postgres/database";
import type { Round } from "../create-round";
import type { Worker } from "../worker";

/** One CloudTrail event (the `detail` of EventBridge's "AWS API Call via CloudTrail"), and how to say that it was written down. */
export interface TrailEntry {
  readonly detail: unknown;
  done(): Promise<void>;
}

/** Where such events come from. `read` throws when it cannot be reached; what is not `done` comes again. */
export interface PoolTrail {
  read(): Promise<readonly TrailEntry[]>;
}

// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
const DETAIL = z.object({
  eventID: z.string().min(1).max(100),
  eventName: z.string().regex(/^[A-Za-z]{1,80}$/),
  eventSource: z.literal("cognito-idp.amazonaws.com"),
  eventTime: z.iso.datetime(),
  errorCode: z.string().nullish(),
  sourceIPAddress: z.string().max(200).nullish(),
  userIdentity: z.record(z.string(), z.unknown()).nullish(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
  responseElements: z.record(z.string(), z.unknown()).nullish(),
});
type Detail = z.infer<typeof DETAIL>;

const textIn = (fields: Readonly<Record<string, unknown>> | null | undefined, name: string): string | null => {
  const value = fields?.[name];
  return typeof value === "string" && value !== "" ? value : null;
};

function poolIdOf({ requestParameters, responseElements }: Detail): string {
  const made = z.object({ userPool: z.object({ id: z.string() }) }).safeParse(responseElements);
  const id =
    textIn(requestParameters, "userPoolId") ?? (made.success ? made.data.userPool.id : null) ?? textIn(requestParameters, "resourceArn");
  return id !== null && /^[\w:/.-]{1,100}$/.test(id) ? id : "unknown";
}

/** Who did it, as a hash: the same one for the same one. CloudTrail itself says who that is. */
function actorOf({ userIdentity }: Detail): string {
  const name = textIn(userIdentity, "arn") ?? textIn(userIdentity, "principalId") ?? textIn(userIdentity, "accessKeyId") ?? "unknown";
  return createHash("sha256").update(name).digest("hex").slice(0, 16);
}

const NAMES_MAX = 20;

/** What is written of a change: names of what was changed, never values. Null for an event that is none. */
export function poolChangeOf(detail: unknown): Readonly<Record<string, string>> | null {
  const parsed = DETAIL.safeParse(detail);
  if (!parsed.success || !isPoolChange(parsed.data.eventName)) return null;
  const { eventID, eventName, eventTime, errorCode, sourceIPAddress, requestParameters } = parsed.data;
  const names = Object.keys(requestParameters ?? {}).filter((name) => /^[A-Za-z]{1,60}$/.test(name) && name !== "userPoolId");
  const isService = /^[a-z0-9-]+\.amazonaws\.com$/.test(sourceIPAddress ?? "");
  return {
    trailId: eventID,
    poolId: poolIdOf(parsed.data),
    operation: eventName,
    outcome: (errorCode ?? null) === null ? "done" : "refused",
    actor: actorOf(parsed.data),
    network: isService ? (sourceIPAddress ?? "unknown") : coarseNetwork(sourceIPAddress ?? ""),
    happenedAt: eventTime,
    changed: names.slice(0, NAMES_MAX).join(" "),
  };
}

const INSERT = `INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), NULL, 'pool_changed', $2)
  ON CONFLICT ((detail->>'trailId')) WHERE kind = 'pool_changed' DO NOTHING`;

/** Writes one change, once. Its time is when we learned of it: CloudTrail is minutes late, and a rule must not overlook it for that. */
const writeChange = (database: Database, change: object, nowSeconds: number): Promise<unknown> =>
  database.asService((tx) => tx.query(INSERT, [nowSeconds, JSON.stringify(change)]));

/** The round that reads a trail. It throws UnavailableError("database"); a trail that is away is noted once and waited for. */
export function createTrailRound(
  { database, clock, log }: Pick<Worker, "database" | "clock" | "log">,
  trail: PoolTrail,
): () => Promise<Round> {
  let isDown = false;
  return async () => {
    const read = await trail.read().catch((cause: unknown) => {
      if (!isDown) log.error("pool_trail_down", {}, cause);
      return null;
    });
    if (isDown && read !== null) log.info("pool_trail_well_again");
    isDown = read === null;
    for (const entry of read ?? []) {
      const change = poolChangeOf(entry.detail);
      if (change !== null) await writeChange(database, change, clock.nowSeconds());
      await entry.done();
    }
    return (read?.length ?? 0) > 0 ? "busy" : "idle";
  };
}
