// ListDevices: the devices that the user has confirmed, in pages.
import { describeDevice, listDevicesOf } from "../devices/list-devices-of";
import { requireDeviceTracking } from "../devices/require-device";
import { ACCESS_TOKEN, PAGE_KEY } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { pageOf } from "../protocol/page-of";
import { integer, needed } from "../protocol/shapes";
import { requireAccessToken } from "../tokens/require-access-token";

const PAGE_SIZE_MAX = 60;

/** Answers Devices, oldest first; a Limit of 0 or none means 60 (documented maximum; that it is the default too is assumed). */
export const listDevices = defineOperation({
  name: "ListDevices",
  access: "token",
  quota: "UserResourceRead",
  request: { AccessToken: needed(ACCESS_TOKEN), Limit: integer({ min: 0, max: PAGE_SIZE_MAX }), PaginationToken: PAGE_KEY },
  refusals: ["InvalidUserPoolConfigurationException"],
  perform: (request, needs) => {
    const { user, pool } = requireAccessToken(needs, request.AccessToken);
    requireDeviceTracking(pool);
    const size = request.Limit === undefined || request.Limit === 0 ? PAGE_SIZE_MAX : request.Limit;
    const { page, next } = pageOf(listDevicesOf(needs, user), size, request.PaginationToken);
    return { Devices: page.map(describeDevice), ...(next === null ? {} : { PaginationToken: next }) };
  },
});
