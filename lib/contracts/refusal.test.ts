import { describe, expect, test } from "vitest";
import { problemDocument } from "./problem-document";
import { REFUSALS, type RefusalCode } from "./refusal";

describe("the codes of approvals and withdrawals", () => {
  test.each<[RefusalCode, number]>([
    ["step_up_required", 401],
    ["forbidden", 403],
    ["withdrawal_hold", 403],
    ["not_found", 404],
    ["grant_mismatch", 409],
    ["grant_used", 409],
    ["address_known", 409],
    ["not_cancellable", 409],
    ["grant_expired", 410],
    ["quote_expired", 410],
    ["proof_refused", 422],
    ["amount_invalid", 422],
    ["asset_unknown", 422],
    ["network_unknown", 422],
    ["address_invalid", 422],
    ["address_not_allowed", 422],
    ["address_cooling_off", 422],
    ["insufficient_funds", 422],
    ["limit_exceeded", 422],
    ["idempotency_conflict", 422],
  ])("%s is %i, now and for every client that was ever written", (code, status) => {
    expect(problemDocument({ code }, "r-1").status).toBe(status);
  });

  test("every title is a sentence that neither shouts nor pleads", () => {
    for (const { title } of Object.values(REFUSALS)) {
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(title).not.toMatch(/!|please|oops/i);
    }
  });

  test("a missing proof is answered as RFC 9470 says, with the age that is needed", () => {
    const { headers } = problemDocument({ code: "step_up_required", maxAgeSeconds: 120 }, "r-1");
    expect(headers["www-authenticate"]).toBe('Bearer error="insufficient_user_authentication", max_age="120"');
  });
});
