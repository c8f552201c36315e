// What is written beside a change of how an account is entered: the proof behind it and whether its owner is known by the browser.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CHANGE_KINDS } from "@/lib/monitoring/change-kinds";
import type { SecurityEventKind } from "@/lib/contracts/security-event-kinds";
import { openStepUpStand, STAND_ORIGIN, type StepUpStand } from "@/lib/testing/step-up-stand";
import { insertUsedGrant } from "@/lib/testing/used-grant";
import { BEHIND_SECONDS } from "./change-circumstances";
import { clientOfCall, clientOfHeaders } from "./client-of-call";
import { rememberDevice } from "./known-devices";
import { recordSecurityEvent } from "./record-security-event";
import { SECURITY_EVENT_KINDS } from "@/lib/contracts/security-event-kinds";

let stand: StepUpStand;
let sub: string;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(() => {
  sub = randomUUID();
});

const now = () => stand.pool.nowSeconds;
async function writtenBy(kind: SecurityEventKind, cookie: string | null = null): Promise<Record<string, unknown> | undefined> {
  const client = clientOfHeaders(new Headers(cookie === null ? {} : { cookie }));
  return clientOfCall.run(client, () =>
    stand.parts.database.asTrader(sub, async (tx) => {
      await recordSecurityEvent(tx, { kind, sub, sessionId: null, detail: { more: "kept" } }, now());
      const [row] = await tx.query<{ detail: Record<string, unknown> }>(
        "SELECT detail FROM holdfast.security_events ORDER BY id DESC LIMIT 1",
      );
      return row?.detail;
    }),
  );
}
const grant = (purpose: "passkey_add" | "withdrawal" | "email_change", agoSeconds: number) =>
  stand.parts.database.asTrader(sub, (tx) =>
    insertUsedGrant(tx, {
      purpose,
      subjectId: "self",
      trader: sub,
      terms: {},
      proof: "passkey",
      nowSeconds: now() - agoSeconds,
      origin: STAND_ORIGIN,
    }),
  );

describe("a change of how an account is entered", () => {
  it("says that nothing stands behind it when nothing does", async () => {
    expect(await writtenBy("password_changed")).toEqual({ more: "kept", proof: "none", knownDevice: "no" });
  });

  it("says that an approval stands behind it, for as long as one may, to the second", async () => {
    await grant("passkey_add", BEHIND_SECONDS - 1);
    expect(await writtenBy("password_changed")).toMatchObject({ proof: "step_up" });
    sub = randomUUID();
    await grant("passkey_add", BEHIND_SECONDS);
    expect(await writtenBy("password_changed")).toMatchObject({ proof: "none" });
  });

  it("takes no approval of a payment for one of a change, and gives a new address its day", async () => {
    await grant("withdrawal", 10);
    expect(await writtenBy("password_changed")).toMatchObject({ proof: "none" });
    sub = randomUUID();
    await grant("email_change", 20 * 3_600);
    expect(await writtenBy("email_changed")).toMatchObject({ proof: "step_up" });
    expect(await writtenBy("email_change_asked")).toMatchObject({ proof: "none" });
  });

  it("lets a fresh sign-in stand behind a first passkey, and behind nothing more", async () => {
    ({ sub } = await stand.signIn());
    expect(await writtenBy("passkey_added")).toMatchObject({ proof: "fresh_sign_in" });
    expect(await writtenBy("password_changed")).toMatchObject({ proof: "none" });
    stand.pool.nowSeconds += BEHIND_SECONDS;
    expect(await writtenBy("passkey_added")).toMatchObject({ proof: "none" });
  });

  it("knows a browser by its cookie, of this trader and not of another", async () => {
    const token = "d".repeat(43);
    await stand.parts.database.asTrader(sub, (tx) => rememberDevice(tx, { sub, token, isMailboxShown: false }, now()));
    const cookie = `__Host-hf_dev=${token}`;
    expect(await writtenBy("passkey_removed", cookie)).toMatchObject({ knownDevice: "yes" });
    expect(await writtenBy("passkey_removed", `__Host-hf_dev=${"e".repeat(43)}`)).toMatchObject({ knownDevice: "no" });
    sub = randomUUID();
    expect(await writtenBy("passkey_removed", cookie)).toMatchObject({ knownDevice: "no" });
  });

  it("says nothing of a browser where none asks, and nothing at all of other events", async () => {
    const plain = await stand.parts.database.asTrader(sub, async (tx) => {
      await recordSecurityEvent(tx, { kind: "totp_enrolled", sub, sessionId: null }, now());
      return (await tx.query<{ detail: object }>("SELECT detail FROM holdfast.security_events"))[0]?.detail;
    });
    expect(plain).toEqual({ proof: "none" });
    expect(await writtenBy("session_opened")).toEqual({ more: "kept" });
  });

  it("is a kind that is written at all", () => {
    expect(CHANGE_KINDS.filter((kind) => !(SECURITY_EVENT_KINDS as readonly string[]).includes(kind))).toEqual([]);
  });
});
