// A session as ListUserSessions and its administrators' twin show it.
import type { FamilyRecord } from "../store/records";
import { deviceTypeOf } from "./device-type";

/** SessionDescriptionType. There is no geo database here, so the country is `unknown` (documented value). */
export function describeSession(family: FamilyRecord, currentOriginJti: string | null): object {
  return {
    SessionId: family.sessionId,
    SessionType: "TOKEN",
    ClientId: family.clientId,
    CreateDate: family.authTimeSeconds,
    LastActiveDate: family.lastActiveAtSeconds,
    DeviceType: deviceTypeOf(family.userAgent),
    LastIPAddress: family.address,
    LastLocation: { Country: "unknown" },
    IsCurrentSession: family.originJti === currentOriginJti,
  };
}
