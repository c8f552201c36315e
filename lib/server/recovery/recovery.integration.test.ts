// The long way back on PostgreSQL: who can start it, who can end it, and what no number of requests at once can do.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RECOVERY_LIMITS, RECOVERY_MAIL_CODE_SECONDS, RECOVERY_READY_SECONDS, RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { rememberAddress } from "@/lib/server/session/known-addresses";
import type { Trader } from "@/lib/server/session/trader";
import { queuedMails } from "@/lib/testing/queued-mails";
import { rounds } from "@/lib/testing/rounds";
import { openStepUpStand, type StepUpStand } from "@/lib/testing/step-up-stand";
import { cancelByLink, cancelRecovery } from "./cancel-recovery";
import { judgeMailCode, useMailCode } from "./judge-mail-code";
import { mailRecoveryCode } from "./mail-recovery-code";
import { readOpenRecovery, readRecoveryStanding } from "./read-recovery";
import { completeRecovery, listRecoveries } from "./recovery-row";
import { startRecovery } from "./start-recovery";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});

const now = () => stand.pool.nowSeconds;
const hashOf = (code: string): Buffer => Buffer.from(code.padEnd(32, "."));
const mails = (to = ana.email) => queuedMails(stand.file.workerUrl, [to]);
const lastMail = async (to = ana.email): Promise<string> => (await mails(to)).at(-1)?.body ?? "";
const mail = () => mailRecoveryCode(stand.parts.database, { sub: ana.sub, email: ana.email }, hashOf, now());
async function mailedCode(): Promise<string> {
  expect((await mail()).ok).toBe(true);
  return /code is (\d{8})\./.exec(await lastMail())?.[1] ?? "";
}
const judge = (code: string) => judgeMailCode(stand.parts.database, ana.sub, hashOf(code), now());
const begin = () => startRecovery({ sub: ana.sub, device: "Chrome on Linux", network: "203.0.113.0" }, stand.parts);
/** Starts as the recovery step does: a fresh code is in the mailbox. Its state. */
async function start(): Promise<string> {
  await stand.parts.database.asTrader(ana.sub, (tx) => tx.query("DELETE FROM holdfast.recovery_attempts"));
  await mailedCode();
  const started = await begin();
  return started.ok ? started.value.standing.state : started.refusal;
}
const linkToken = async (to = ana.email): Promise<string> => /token=([\w-]{43})/.exec(await lastMail(to))?.[1] ?? "";
const standing = () => stand.parts.database.asTrader(ana.sub, (tx) => readRecoveryStanding(tx, now()));
const state = async (): Promise<string> => (await standing()).state;
const cancel = async (trader = ana): Promise<string> => {
  const cancelled = await cancelRecovery(trader, stand.parts);
  return cancelled.ok ? cancelled.value : cancelled.refusal.code;
};
const follow = async (token: string): Promise<string> => {
  const cancelled = await cancelByLink(token, stand.parts);
  return cancelled.ok ? cancelled.value : cancelled.refusal.code;
};
const complete = async (): Promise<boolean> =>
  stand.parts.database.asTrader(ana.sub, async (tx) => {
    const [open] = await listRecoveries(tx);
    return open !== undefined && completeRecovery(tx, open.id, now());
  });
async function later<Value>(seconds: number, work: () => Promise<Value>): Promise<Value> {
  stand.pool.nowSeconds += seconds;
  return work().finally(() => (stand.pool.nowSeconds -= seconds));
}
const kinds = () =>
  stand.parts.database.asTrader(ana.sub, async (tx) =>
    (await tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events WHERE kind LIKE 'recovery%' ORDER BY id")).map(
      ({ kind }) => kind,
    ),
  );

describe("a code by mail", () => {
  it("is right for fifteen minutes, and only the newest", async () => {
    const old = await mailedCode();
    const code = await mailedCode();
    expect((await judge(old)).ok).toBe(false);
    expect((await judge(code)).ok).toBe(true);
    expect((await later(RECOVERY_MAIL_CODE_SECONDS - 1, () => judge(code))).ok).toBe(true);
    expect((await later(RECOVERY_MAIL_CODE_SECONDS, () => judge(code))).ok).toBe(false);
  });

  it("is mailed five times a day, and the sixth waits for the day to end", async () => {
    for (let count = 0; count < RECOVERY_LIMITS.mail; count += 1) expect((await mail()).ok).toBe(true);
    expect(await mail()).toEqual({ ok: false, refusal: { retryAfterSeconds: RECOVERY_LIMITS.windowSeconds } });
    expect((await later(RECOVERY_LIMITS.windowSeconds, mail)).ok).toBe(true);
    expect(await mails()).toHaveLength(RECOVERY_LIMITS.mail + 1);
  });

  it("is guessed at ten times at most when 200 try at once", async () => {
    const code = await mailedCode();
    const count = rounds(200, 2_000);
    const judged = await Promise.all(Array.from({ length: count }, () => judge(code === "00000000" ? "00000001" : "00000000")));
    expect(judged.filter((result) => !result.ok && result.refusal.kind === "wrong")).toHaveLength(RECOVERY_LIMITS.mail_code);
    expect(await judge(code)).toMatchObject({ refusal: { kind: "locked" } });
  });
});

describe("starting", () => {
  it("takes a mailed code up, tells every known address and says until when", async () => {
    const older = `older-${ana.sub}@holdfast.test`;
    await stand.parts.database.asTrader(ana.sub, async (tx) => {
      await rememberAddress(tx, { sub: ana.sub, email: older, username: "x" }, now());
      await rememberAddress(tx, { sub: ana.sub, email: ana.email, username: "x" }, now());
    });
    expect(await start()).toBe("waiting");
    expect(await standing()).toMatchObject({ recovery: { startedAtSeconds: now(), readyAtSeconds: now() + RECOVERY_WAIT_SECONDS } });
    for (const address of [ana.email, older]) expect(await lastMail(address)).toMatch(/recover\/cancel\?token=[\w-]{43}/);
    expect(await kinds()).toEqual(["recovery_started"]);
    expect(await stand.parts.database.asTrader(ana.sub, (tx) => readOpenRecovery(tx, now()))).toMatchObject({
      isReady: false,
      network: "203.0.113.0",
    });
  });

  it("is refused without a code that is fresh, and then nothing has begun", async () => {
    expect(await begin()).toEqual({ ok: false, refusal: "code_used" });
    await mailedCode();
    expect(await later(RECOVERY_MAIL_CODE_SECONDS, begin)).toEqual({ ok: false, refusal: "code_used" });
    expect(await state()).toBe("none");
    expect((await begin()).ok).toBe(true);
    expect(await begin()).toEqual({ ok: false, refusal: "code_used" });
  });

  it("starts one when many ask at once, and one that runs is neither started over nor lengthened", async () => {
    await mailedCode();
    const started = await Promise.all(Array.from({ length: 20 }, begin));
    expect(started.filter((result) => result.ok && result.value.hasStarted)).toHaveLength(1);
    const before = await standing();
    await later(3_600, async () => {
      expect(await start()).toBe("waiting");
      expect(await standing()).toEqual(before);
    });
    expect(await kinds()).toEqual(["recovery_started"]);
  });

  it("starts a new one after one has lapsed", async () => {
    await start();
    await later(RECOVERY_WAIT_SECONDS + RECOVERY_READY_SECONDS, async () => {
      expect(await state()).toBe("none");
      expect(await start()).toBe("waiting");
    });
  });
});

describe("completing", () => {
  it("takes the whole wait, and happens once", async () => {
    await start();
    expect(await later(RECOVERY_WAIT_SECONDS - 1, complete)).toBe(false);
    const done = await later(RECOVERY_WAIT_SECONDS, () => Promise.all(Array.from({ length: 20 }, complete)));
    expect(done.filter(Boolean)).toHaveLength(1);
  });

  it("is not done earlier by any statement of the product's role", async () => {
    await start();
    const write = (sql: string) => stand.parts.database.asTrader(ana.sub, (tx) => tx.query(sql));
    await expect(write("UPDATE holdfast.recoveries SET ready_at = started_at + interval '1 second'")).rejects.toThrow("permission denied");
    await expect(write("UPDATE holdfast.recoveries SET outcome = 'completed', ended_at = started_at")).rejects.toThrow("after_the_wait");
    await expect(write("DELETE FROM holdfast.recoveries")).rejects.toThrow("permission denied");
    expect(await later(RECOVERY_WAIT_SECONDS, complete)).toBe(true);
  });

  it("and cancelling at the same moment: exactly one of them happens", async () => {
    for (let round = 0; round < rounds(10, 200); round += 1) {
      ana = await stand.signIn();
      await start();
      await later(RECOVERY_WAIT_SECONDS, async () => {
        const [completed, cancelled] = await Promise.all([complete(), cancel()]);
        expect([completed, cancelled === "cancelled"].filter(Boolean)).toHaveLength(1);
      });
    }
  });

  it("uses one mailed code once", async () => {
    await mailedCode();
    const use = () => stand.parts.database.asTrader(ana.sub, (tx) => useMailCode(tx, now()));
    expect((await Promise.all(Array.from({ length: 20 }, use))).filter(Boolean)).toHaveLength(1);
  });
});

describe("cancelling", () => {
  it("works from a session and by the mailed link, while it waits and once it is ready, and starts no hold", async () => {
    await start();
    expect(await cancel()).toBe("cancelled");
    expect(await state()).toBe("none");
    await start();
    const token = await linkToken();
    expect(await later(RECOVERY_WAIT_SECONDS, () => follow(token))).toBe("cancelled");
    expect(await later(RECOVERY_WAIT_SECONDS, complete)).toBe(false);
    const holds = await stand.parts.database.asTrader(ana.sub, (tx) => tx.query("SELECT 1 FROM holdfast.withdrawal_holds"));
    expect(holds).toEqual([]);
  });

  it("is harmless when the link is replayed, old or invented, and when there is nothing to cancel", async () => {
    expect(await cancel()).toBe("not_found");
    await start();
    const token = await linkToken();
    expect(await follow(token)).toBe("cancelled");
    expect(await follow(token)).toBe("link_refused");
    expect(await follow("x".repeat(43))).toBe("link_refused");
    await start();
    expect(await follow(token)).toBe("link_refused");
    expect(await state()).toBe("waiting");
  });

  it("counts once when many cancel at once", async () => {
    await start();
    const cancelled = await Promise.all(Array.from({ length: 20 }, () => cancel()));
    expect(cancelled.filter((outcome) => outcome === "cancelled")).toHaveLength(1);
    expect(await kinds()).toEqual(["recovery_started", "recovery_cancelled"]);
  });

  it("is another trader's business never", async () => {
    await start();
    expect(await cancel(await stand.signIn())).toBe("not_found");
    expect(await state()).toBe("waiting");
  });

  it("becomes a dispute at the third within thirty days: no recovery starts until the desk has decided", async () => {
    for (const expected of ["cancelled", "cancelled", "disputed"]) {
      expect(await start()).toBe("waiting");
      expect(await cancel()).toBe(expected);
    }
    expect(await start()).toBe("disputed");
    expect((await kinds()).filter((kind) => kind === "recovery_disputed")).toHaveLength(1);
    expect(await later(365 * 86_400, state)).toBe("disputed");
    const settle = stand.parts.database.asTrader(ana.sub, (tx) => tx.query("UPDATE holdfast.recoveries SET settled_at = now()"));
    await expect(settle).rejects.toThrow("permission denied");
  });
});
