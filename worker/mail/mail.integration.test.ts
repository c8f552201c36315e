// A mail is queued by a transaction and sent by the worker to a real SMTP listener: the one that the test pool brings.
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { queueMail } from "@/lib/server/mail/queue-mail";
import { Secret } from "@/lib/settings/secret";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createPoolClock } from "@/testpool/clock/pool-clock";
import { listMessages } from "@/testpool/codes/outbox";
import { receiveMail, type MailListener } from "@/testpool/mail/receive-mail";
import { openMemoryLog } from "@/testpool/store/append-log";
import { openStore, type Store } from "@/testpool/store/store";
import { createMailRound } from "./create-mail-round";
import { createSmtpMailer } from "./create-smtp-mailer";
import { MAIL_AGE_SECONDS_MAX } from "./mail-outbox";
import type { Delivery, Mailer } from "./mailer";

const TRADER = "6a0c6a35-4f8a-4a38-9b7c-000000000001";
let file: TestDatabase;
let app: Database;
let database: Database;
let now = 1_800_000_000;
const logged: string[] = [];

beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 3 });
  database = createDatabase({ url: file.workerUrl, poolSize: 3 });
});
afterAll(async () => {
  await Promise.all([app.close(), database.close()]);
  await file.drop();
});
beforeEach(() => {
  now += 86_400;
  logged.length = 0;
});

const note = (event: string): void => void logged.push(event);
const roundWith = (mailer: Mailer) =>
  createMailRound({
    database,
    mailer,
    domain: "holdfast.test",
    clock: { nowSeconds: () => now },
    log: { info: note, warn: note, error: note },
  });
const queue = (to: string, text = "Hello.\n.\nA line with one dot above, and 428571.") =>
  app.asService((tx) => queueMail(tx, { to, subject: "Zürich calls", text }, now));
const rows = () =>
  database.asService((tx) =>
    tx.query<{ recipient: string | null; body: string | null; attempts: number; outcome: string | null }>(
      "SELECT recipient, body, attempts, outcome FROM holdfast.mail_outbox WHERE queued_at = to_timestamp($1) ORDER BY id",
      [now],
    ),
  );

interface Recorded extends Mailer {
  readonly ids: string[];
}
const answering = (...answers: Delivery[]): Recorded => {
  const ids: string[] = [];
  return { ids, deliver: async ({ messageId }) => (ids.push(messageId), answers.shift() ?? "sent") };
};

describe("a queued mail", () => {
  let store: Store;
  let listener: MailListener;
  beforeAll(async () => {
    store = openStore(openMemoryLog(), () => false);
    listener = await receiveMail({ store, clock: createPoolClock() }, 0);
  });
  afterAll(() => listener.close());

  it("is sent by SMTP as it was written, and forgotten", async () => {
    await queue("ada@holdfast.test");
    await app.asTrader(TRADER, (tx) => queueMail(tx, { to: "bob@holdfast.test", subject: "Second", text: "No code." }, now));
    const round = roundWith(createSmtpMailer(new Secret(`smtp://127.0.0.1:${String(listener.port)}`), "Holdfast <notices@holdfast.test>"));
    expect([await round(), await round()]).toEqual(["busy", "idle"]);
    const [first] = listMessages(store, "ADA@holdfast.test");
    expect(first).toMatchObject({ kind: "mail", subject: "Zürich calls", code: "428571" });
    expect(first?.text).toContain("Hello.\n.\nA line with one dot above");
    expect(listMessages(store, "bob@holdfast.test")).toMatchObject([{ subject: "Second", code: "" }]);
    expect(await rows()).toEqual(Array.from({ length: 2 }, () => ({ recipient: null, body: null, attempts: 1, outcome: "sent" })));
  });

  it("is not sent when its transaction is undone", async () => {
    const work = app.asService(async (tx) => {
      await queueMail(tx, { to: "carol@holdfast.test", subject: "Never", text: "Never." }, now);
      throw new Error("undone");
    });
    await expect(work).rejects.toThrow("undone");
    expect(await roundWith(answering())()).toBe("idle");
  });

  it("cannot be read, changed or removed by the app", async () => {
    await queue("dora@holdfast.test");
    for (const sql of ["SELECT 1 FROM", "UPDATE holdfast.mail_outbox SET body = 'x' --", "DELETE FROM"])
      await expect(app.asService((tx) => tx.query(`${sql} holdfast.mail_outbox`))).rejects.toThrow(/permission denied/);
    await expect(database.asService((tx) => tx.query("DELETE FROM holdfast.mail_outbox"))).rejects.toThrow(/permission denied/);
    await roundWith(answering())();
  });
});

describe("an outage of the mail service", () => {
  it("keeps every mail, is noted once, and ends by itself; the message id stays", async () => {
    for (const name of ["a", "b", "c"]) await queue(`${name}@holdfast.test`);
    const mailer = answering("down", "down");
    const round = roundWith(mailer);
    await round();
    await round();
    expect(logged).toEqual(["mail_down"]);
    now += 10;
    await round();
    now -= 10;
    expect(logged).toEqual(["mail_down", "mail_well_again"]);
    expect((await rows()).map(({ outcome }) => outcome)).toEqual(["sent", "sent", "sent"]);
    expect([mailer.ids.length, new Set(mailer.ids).size]).toEqual([5, 3]);
  });

  it("is over for a mail four seconds after the service is back, however long it has waited", async () => {
    await queue("eva@holdfast.test");
    const mailer = answering(...Array.from({ length: 20 }, (): Delivery => "down"));
    const round = roundWith(mailer);
    for (let outage = 0; outage < 20; outage += 1) {
      await round();
      expect(mailer.ids.length).toBe(outage + 1);
      now += 3;
      if (outage >= 1) await round();
      expect(mailer.ids.length).toBe(outage + 1);
      now += 1;
    }
    expect(await round()).toBe("busy");
    now -= 80;
    expect(await rows()).toMatchObject([{ outcome: "sent", attempts: 21 }]);
    expect(logged).toEqual(["mail_down", "mail_well_again"]);
  });

  it("is what nobody listening, and a listener that says nothing sensible, count as", async () => {
    const closed = createSmtpMailer(new Secret("smtp://127.0.0.1:1"), "notices@holdfast.test");
    const mail = { messageId: "<1@holdfast.test>", to: "a@holdfast.test", subject: "s", text: "t" };
    expect(await closed.deliver(mail)).toBe("down");
    const server = createServer((socket) => socket.end("HTTP/1.1 400 no\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    expect(await createSmtpMailer(new Secret(`smtp://127.0.0.1:${String(port)}`), "notices@holdfast.test").deliver(mail)).toBe("down");
    server.close();
  });
});

describe("a mail that is refused", () => {
  it("does not keep the others waiting, comes again later each time, and is given up after three days", async () => {
    await queue("nobody@holdfast.test");
    const round = roundWith(answering("refused", "sent", "refused"));
    await round();
    await queue("somebody@holdfast.test");
    await round();
    expect((await rows()).map(({ outcome }) => outcome).sort()).toEqual([null, "sent"]);
    expect(await round()).toBe("idle");
    const queuedAt = now;
    now += MAIL_AGE_SECONDS_MAX + 1;
    await round();
    now = queuedAt;
    expect((await rows()).map(({ outcome }) => outcome).sort()).toEqual(["given_up", "sent"]);
    expect(logged).toContain("mail_given_up");
  });

  it("is younger than three days: it stays", async () => {
    await queue("nobody@holdfast.test");
    const queuedAt = now;
    now += MAIL_AGE_SECONDS_MAX;
    await roundWith(answering("refused"))();
    now = queuedAt;
    expect((await rows()).map(({ outcome }) => outcome)).toEqual([null]);
  });
});

describe("two workers on one outbox", () => {
  it("send every mail once", async () => {
    now += 10 * 86_400;
    await roundWith(answering())();
    for (let index = 0; index < 15; index += 1) await queue(`t${String(index)}@holdfast.test`);
    const mailers = [answering(), answering(), answering()];
    await Promise.all(mailers.map((mailer) => roundWith(mailer)()));
    const ids = mailers.flatMap(({ ids }) => ids);
    expect([ids.length, new Set(ids).size]).toEqual([15, 15]);
  });
});
