import { describe, expect, it } from "vitest";
import { type GivenLink, judgeLinkMessage, LINK_SECONDS, linkMessage, nonceOf, sha256 } from "./link-message";

const NOW = 1_800_000_000;
const ORIGIN = "https://app.example:8443";
const ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const terms = { origin: ORIGIN, address: ADDRESS, chainId: 31_337, nonce: "0123456789abcdef0123456789abcdef", issuedAtSeconds: NOW };
const message = linkMessage(terms);
const given: GivenLink = { address: ADDRESS, chainId: 31_337, expiresAtSeconds: NOW + LINK_SECONDS, messageSha256: sha256(message) };
const judge = (text: string, nowSeconds = NOW) => judgeLinkMessage(text, given, ORIGIN, nowSeconds);

describe("a message that comes back", () => {
  it("is taken as it was given, up to its last second", () => {
    expect(nonceOf(message)).toBe(terms.nonce);
    expect(judge(message, NOW + LINK_SECONDS - 1)).toEqual({ ok: true, value: null });
  });

  it.each([
    ["foreign_domain", linkMessage({ ...terms, origin: "https://evil.example" })],
    // The port is part of who asks.
    ["foreign_domain", linkMessage({ ...terms, origin: "https://app.example" })],
    ["foreign_uri", message.replace(`URI: ${ORIGIN}`, `URI: ${ORIGIN}/elsewhere`)],
    ["other_chain", linkMessage({ ...terms, chainId: 1 })],
    ["other_address", linkMessage({ ...terms, address: "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359" })],
    ["altered", linkMessage({ ...terms, issuedAtSeconds: NOW + 1 })],
    ["altered", `${message}\nResources:\n- https://evil.example`],
    ["altered", message.replace("I link", "I sell")],
    ["foreign_domain", "no message"],
  ])("is told apart: %s", (fault, text) => {
    expect(judge(text)).toEqual({ ok: false, refusal: fault });
  });

  it("is expired in the second in which it ends", () => {
    expect(judge(message, NOW + LINK_SECONDS)).toEqual({ ok: false, refusal: "expired" });
  });
});
