// What the desk asks and does reaches the trader's mailbox and log, with what, who and why, at the request and at the effect.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readSecurityLog } from "@/lib/server/queries/list-security-events";
import { REASON } from "@/lib/testing/desk-acts";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { createNoticeRound } from "@/worker/notices/create-notice-round";
import { decideRequest } from "./decide-request";
import { draftRequest } from "./draft-request";
import { openDecision } from "./open-decision";
import { placeRequest } from "./place-request";

let stand: SupportStand;
let mira: DeskPerson;
let jon: DeskPerson;
let ana: CallingTrader;
beforeAll(async () => {
  stand = await openSupportStand();
  [mira, jon] = [await stand.person(), await stand.person()];
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.trader();
});

async function ask(act: string, subjectId = "self"): Promise<string> {
  const { request, grant } = await draftRequest(mira.operator, { act, trader: ana.sub, subjectId, reason: REASON }, stand.parts);
  await placeRequest(mira.operator, request.id, await stand.prove(mira, grant), stand.parts);
  return request.id;
}
async function decide(id: string, decision: "approve" | "reject"): Promise<void> {
  const { grant } = await openDecision(jon.operator, id, decision, stand.parts);
  await decideRequest(jon.operator, id, { decision, grantId: await stand.prove(jon, grant) }, stand.parts);
}

/** Lets the worker write what is due; every mail to ana so far, oldest first. */
async function mails(): Promise<readonly { readonly subject: string; readonly body: string }[]> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const round = createNoticeRound({
    ...{ database: stand.worker, clock: stand.parts.clock, log },
    approvedAt: { origin: "https://app.example.com", rpId: "app.example.com" },
  });
  while ((await round()) === "busy");
  return stand.worker.asService((tx) =>
    tx.query("SELECT subject, body FROM holdfast.mail_outbox WHERE recipient = $1 ORDER BY queued_at, ctid", [ana.email]),
  );
}

it("a request is mailed at once: what, who, why, and that nothing has been done", async () => {
  await ask("freeze_account");
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("Holdfast: The support desk asks to act on your account");
  expect(mail?.body).toContain("Nothing has been done");
  expect(mail?.body).toContain("What: Freeze the account.");
  expect(mail?.body).toContain(`Who: ${mira.operator.handle}`);
  expect(mail?.body).toContain(`Why, in their words: ${REASON}`);
  expect(mail?.body).toMatch(/https:\/\/app\.example\.com\/freeze\?token=/);
});

it("an effect is mailed with both names, and stands in the log that trader and desk read", async () => {
  await decide(await ask("end_sessions"), "approve");
  const told = await mails();
  const acted = told.find(({ subject }) => subject === "Holdfast: The support desk acted on your account");
  expect(acted?.body).toContain(`Who: ${mira.operator.handle}, with ${jon.operator.handle}`);
  const [own, desk] = await Promise.all([
    readSecurityLog(stand.parts.traders, ana.sub, null),
    readSecurityLog(stand.parts.database, ana.sub, null),
  ]);
  expect(desk).toEqual(own);
  expect(own.events.map(({ title }) => title)).toEqual([
    "The support desk acted on your account",
    "Signed out everywhere",
    "The support desk asks to act on your account",
  ]);
  expect(own.events[0]?.sentence).toContain(REASON);
});

it("a rejection is mailed as the end of it", async () => {
  await decide(await ask("freeze_account"), "reject");
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    "Holdfast: The support desk asks to act on your account",
    "Holdfast: The support desk did not act on your account",
  ]);
});

it("a notice that is sent again says which one it was, in its own words", async () => {
  const [row] = await stand.asTrader(ana, (tx) =>
    tx.query<{ id: bigint }>(
      "INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), $2, 'passkey_removed') RETURNING id",
      [...[stand.time.nowSeconds, ana.sub]],
    ),
  );
  await decide(await ask("resend_notice", String(row?.id)), "approve");
  const repeated = (await mails()).find(({ subject }) => subject === "Holdfast: A notice was sent again");
  expect(repeated?.body).toContain("The notice was: “Passkey removed”");
  expect(repeated?.body).toContain("It neither signs in nor approves any more.");
});
