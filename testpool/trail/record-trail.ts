// The feed of what administrators changed, as CloudTrail would deliver it: whoever watches accounts reads it there.
import { randomUUID } from "node:crypto";
import { ACCOUNT_ID } from "../admin/account-id";
import { CognitoException } from "../protocol/cognito-exception";
import type { Operation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { isFields, type Fields } from "../protocol/shapes";
import { findUser } from "../store/find-user";
import { hideSecrets } from "./hide-secrets";

const EVENTS_MAX = 5000;
/** Operations that change nothing; the feed leaves them out, which CloudTrail does not (on purpose: it is a feed of changes). */
const READS = /^(?:AdminGet|AdminList|Get|List|Describe)/;

/** A call that was answered: with `answer`, or with `refusal`. */
export interface AnsweredCall {
  readonly operation: Operation;
  readonly fields: Fields;
  readonly requestId: string;
  readonly accessKeyId: string | null;
  readonly answer: object | null;
  readonly refusal: unknown;
}

const textOr = (value: unknown, fallback: string): string => (typeof value === "string" ? value : fallback);

function poolIdOf({ fields, answer }: AnsweredCall): string {
  const made: unknown = isFields(answer) ? answer["UserPool"] : undefined;
  return textOr(fields["UserPoolId"], isFields(made) ? textOr(made["Id"], "") : "");
}

/** CloudTrail hides the name and says the user's sub beside it (observed). */
function subOf(needs: Needs, poolId: string, { fields }: AnsweredCall): object {
  const name = fields["Username"];
  const user = typeof name === "string" && needs.store.get("pools", poolId) !== undefined ? findUser(needs, poolId, name) : null;
  return user === null ? {} : { additionalEventData: { sub: user.sub } };
}

function errorOf(refusal: unknown): object {
  if (refusal === null) return {};
  const isKnown = refusal instanceof CognitoException;
  return { errorCode: isKnown ? refusal.name : "InternalErrorException", errorMessage: isKnown ? refusal.message : "Internal error" };
}

function eventOf(needs: Needs, poolId: string, call: AnsweredCall): Fields {
  const answered = call.answer === null || Object.keys(call.answer).length === 0 ? null : hideSecrets({ ...call.answer });
  return {
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", accountId: ACCOUNT_ID, accessKeyId: call.accessKeyId },
    eventTime: new Date(needs.clock.nowMs()).toISOString().replace(/\.\d{3}Z$/, "Z"),
    eventSource: "cognito-idp.amazonaws.com",
    eventName: call.operation.name,
    awsRegion: needs.call.region,
    sourceIPAddress: needs.call.address,
    userAgent: needs.call.userAgent,
    ...errorOf(call.refusal),
    requestParameters: hideSecrets(call.fields),
    responseElements: answered,
    ...subOf(needs, poolId, call),
    requestID: call.requestId,
    eventID: randomUUID(),
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT_ID,
    eventCategory: "Management",
  };
}

/** Appends an event for an administrator's change, refused or not; beyond 5,000 the oldest is forgotten. */
export function recordTrail(needs: Needs, call: AnsweredCall): void {
  if (call.operation.access !== "signed" || READS.test(call.operation.name)) return;
  const poolId = poolIdOf(call);
  const sequence = (needs.store.get("counters", "trail") ?? 0) + 1;
  needs.store.put("counters", "trail", sequence);
  needs.store.put("trail", String(sequence), { sequence, poolId, event: eventOf(needs, poolId, call) });
  needs.store.remove("trail", String(sequence - EVENTS_MAX));
}
