// What administrators did, as a person or an alarm would read it in CloudTrail.
import { ok, type ControlAnswer, type ControlCall } from "./control-call";

/** `{events}` in CloudTrail's own shape, newest last; of one pool and one event name when they are given. */
export function readTrail({ pool, query }: ControlCall): ControlAnswer {
  const [poolId, eventName] = [query.get("poolId"), query.get("eventName")];
  const records = pool.needs.store.entries("trail").map(([, record]) => record);
  const found = records.filter(
    (record) => (poolId === null || record.poolId === poolId) && (eventName === null || record.event["eventName"] === eventName),
  );
  return ok({ events: found.map(({ event }) => event) });
}
