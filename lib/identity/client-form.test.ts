import { describe, expect, it } from "vitest";
import { clientForm, judgeClient, type BoundClient } from "./client-form";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const sent = { userAgent: CHROME, platform: '"Linux"', language: "de-AT,de;q=0.9,en;q=0.8", address: "203.0.113.7" };
const bound: BoundClient = {
  device: "Chrome on Linux",
  clientTraits: "linux;de",
  network: "203.0.113.0/24",
  ownNetworks: ["198.51.100.0/24"],
};
const judged = (changes: Partial<typeof sent> | Record<string, string | null>): string =>
  judgeClient(bound, clientForm({ ...sent, ...changes }));

describe("the client of a session", () => {
  it("is the same through an update of its browser, a wider language list and another address of its network", () => {
    expect(clientForm(sent)).toEqual({ device: "Chrome on Linux", traits: "linux;de", network: "203.0.113.0/24" });
    expect(judged({})).toBe("same");
    expect(judged({ userAgent: CHROME.replace("156", "157"), language: "de", address: "203.0.113.250" })).toBe("same");
  });

  it.each([
    ["another system", { userAgent: CHROME.replace("X11; Linux x86_64", "Windows NT 10.0") }],
    ["another browser", { userAgent: `${CHROME} Edg/156` }],
    ["no user agent", { userAgent: null }],
    ["another platform behind the same user agent", { platform: '"Windows"' }],
    ["a client that says no platform", { platform: null }],
    ["another first language", { language: "en-US,en;q=0.9,de;q=0.8" }],
    ["a client that says no language", { language: "*" }],
  ])("is another one with %s", (_name, change) => {
    expect(judged(change)).toBe("other_client");
  });

  it("is elsewhere in a network that the session was not renewed from, and at home in one that it was", () => {
    expect(judged({ address: "192.0.2.1" })).toBe("other_network");
    expect(judged({ address: "2001:db8::1" })).toBe("other_network");
    expect(judged({ address: "198.51.100.9" })).toBe("same");
  });

  it("is not judged by what nobody knows: no address, or a session from before its traits were kept", () => {
    expect(judged({ address: "unknown" })).toBe("same");
    expect(judgeClient({ ...bound, network: "unknown" }, clientForm(sent))).toBe("same");
    expect(judgeClient({ ...bound, clientTraits: null }, clientForm({ ...sent, language: "fr" }))).toBe("same");
  });

  it("reads headers of any shape without growing", () => {
    const odd = clientForm({ userAgent: "x".repeat(5_000), platform: "\u0000;drop".repeat(400), language: "q".repeat(400), address: "…" });
    expect(odd).toMatchObject({ device: "Unknown device", network: "unknown" });
    expect(odd.traits.length).toBeLessThanOrEqual(64);
  });
});
