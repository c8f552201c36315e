// A grant shows the stored terms and offers the proofs that its act takes and the pool still knows, never a weaker one instead.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { termsHash } from "@/lib/approval/terms-hash";
import { refuse } from "@/lib/ground/result";
import type { Trader } from "@/lib/server/session/trader";
import { grantActs, outcomeOf, TERMS } from "@/lib/testing/grant-acts";
import { openStepUpStand, type StepUpStand } from "@/lib/testing/step-up-stand";
import type { DescribeAct } from "./describe-act";
import { openGrant } from "./open-grant";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});
const { open } = grantActs(() => ({ stand, ana }));

describe("opening a grant", () => {
  it("answers the stored terms, their hash, five minutes, and both proofs", async () => {
    const passkey = await stand.addPasskey(ana);
    const answer = await open();
    expect(answer).toMatchObject({
      expiresAt: new Date((stand.pool.nowSeconds + 300) * 1_000).toISOString(),
      terms: TERMS,
      termsHash: termsHash(TERMS),
      proofs: {
        passkey: {
          challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
          rpId: "localhost",
          userVerification: "required",
          allowCredentials: [{ type: "public-key", id: passkey.credentialId, transports: ["internal"] }],
        },
        passwordTotp: { endpoint: `/api/step-up/${answer.grantId}/cognito` },
      },
    });
    expect(stand.pagesAsked).toEqual([ana.accessToken]);
    const again = await open();
    expect(again.grantId).not.toBe(answer.grantId);
    expect(again.proofs.passkey?.challenge).not.toBe(answer.proofs.passkey?.challenge);
  });

  it("offers only passkeys that were enrolled through us and that the pool still lists, on whichever page", async () => {
    stand.listed.push("planted-1", "planted-2", "planted-3");
    expect((await open()).proofs).toEqual({ passwordTotp: expect.anything() as object });
    const first = await stand.addPasskey(ana);
    const second = await stand.addPasskey(ana);
    expect((await open()).proofs.passkey?.allowCredentials.map(({ id }) => id)).toEqual(
      expect.arrayContaining([first.credentialId, second.credentialId]),
    );
    stand.listed.splice(stand.listed.indexOf(first.credentialId), 1);
    expect((await open()).proofs.passkey?.allowCredentials.map(({ id }) => id)).toEqual([second.credentialId]);
    stand.listed.splice(stand.listed.indexOf(second.credentialId), 1);
    expect((await open()).proofs.passkey).toBeUndefined();
  });

  it("refuses with the act's own words when no proof is left, and never offers a weaker one instead", async () => {
    expect(await outcomeOf(open(ana, { proofs: ["passkey"] }))).toBe("limit_exceeded");
    await stand.addPasskey(ana);
    expect((await open(ana, { proofs: ["passkey"] })).proofs).toEqual({ passkey: expect.anything() as object });
    expect(Object.keys((await open(ana, {}, "totp_change")).proofs)).toEqual(["passkey"]);
    stand.listed.length = 0;
    expect(Object.keys((await open(ana, {}, "totp_change")).proofs)).toEqual(["passwordTotp"]);
  });

  it("refuses what the act refuses, and a session that may only look", async () => {
    const nothing: DescribeAct = async () => refuse({ code: "not_found" });
    expect(await outcomeOf(openGrant(ana, { purpose: "address", subjectId: "x" }, nothing, stand.parts))).toBe("not_found");
    expect(await outcomeOf(open({ ...ana, readOnlyReason: "unknown_passkey" }))).toBe("forbidden");
    expect(await outcomeOf(open(ana))).toBe("accepted");
  });

  it("decides nothing while the pool is down, asks for patience when it throttles, and for renewal when it takes the token no more", async () => {
    await stand.addPasskey(ana);
    stand.pool.trouble = "down";
    expect(await outcomeOf(open())).toMatchObject({ name: "UnavailableError", dependency: "cognito" });
    stand.pool.trouble = { name: "TooManyRequestsException", message: "" };
    expect(await outcomeOf(open())).toBe("rate_limited");
    stand.pool.trouble = { name: "NotAuthorizedException", message: "" };
    expect(await outcomeOf(open())).toBe("session_expired");
  });

  it("stops on an act whose hash is not that of its terms", async () => {
    expect(await outcomeOf(open(ana, { termsHash: termsHash({}) }))).toBeInstanceOf(Error);
  });
});
