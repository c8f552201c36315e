import { describe, expect, it } from "vitest";
import { coarseNetwork } from "./coarse-network";
import { deviceName } from "./device-name";

describe("a device's name", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "Chrome on Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Mac"],
    ["curl/8.1", "Unknown device"],
    ["", "Unknown device"],
    ["<script>".repeat(10_000), "Unknown device"],
  ])("of %s is %s", (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });
});

describe("a session's network", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["203.0.113.0/24", "203.0.113.0/24"],
    ["2001:db8:aa:bb:cc::1", "2001:db8:aa::/48"],
    ["2001:db8:aa:bb::/64", "2001:db8:aa::/48"],
    ["2001:db8:aa::/48", "2001:db8:aa::/48"],
    ["unknown", "unknown"],
    ["", "unknown"],
  ])("of %s is kept as %s", (address, network) => {
    expect(coarseNetwork(address)).toBe(network);
  });
});
