// One page of a user's sessions, for the user and for administrators.
import type { Needs } from "../protocol/needs";
import { pageOf } from "../protocol/page-of";
import type { UserRecord } from "../store/records";
import { describeSession } from "./describe-session";
import { activeSessions } from "./track-session";

/** How many sessions one answer holds (assumed: requests have no limit of their own). */
const PAGE_SIZE = 20;

/** Sessions and NextToken, the most recently used first. `currentOriginJti` is null for administrators, whose lists mark no current session (documented). */
export function listSessions(needs: Needs, user: UserRecord, key: string | undefined, currentOriginJti: string | null): object {
  const { page, next } = pageOf(activeSessions(needs, user), PAGE_SIZE, key);
  return { Sessions: page.map((family) => describeSession(family, currentOriginJti)), ...(next === null ? {} : { NextToken: next }) };
}
