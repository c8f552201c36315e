import { expect, test } from "vitest";

import { networkOfAddress } from "./network-of-address";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:203.0.113.7", "203.0.113.7"],
  ["::ffff:cb00:7107", "203.0.113.7"],
  ["0:0:0:0:0:ffff:cb00:7107", "203.0.113.7"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  [null, "unknown"],
  ["not an address", "unknown"],
  ["", "unknown"],
])("%j belongs to the network %j", (address, network) => {
  expect(networkOfAddress(address)).toBe(network);
});

test("two /64 networks are two networks", () => {
  expect(networkOfAddress("2001:db8:1:2::1")).not.toBe(networkOfAddress("2001:db8:1:3::1"));
});
