import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { readSecurityLog, SECURITY_LOG_PAGE_SIZE } from "./list-security-events";

const NOW = 1_900_000_000;
let file: TestDatabase;
let database: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  database = createDatabase({ url: file.appUrl, poolSize: 3 });
});
afterAll(async () => {
  await database.close();
  await file.drop();
});

const happen = (sub: string, detail: Record<string, string>, atSeconds = NOW) =>
  database.asTrader(sub, (tx) => recordSecurityEvent(tx, { kind: "account_frozen", sub, sessionId: null, detail }, atSeconds));

describe("the trail as its trader reads it", () => {
  it("is in plain words, with time and place, and empty for somebody to whom nothing has happened", async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    await happen(ada, { by: "link", device: "Firefox on Linux", network: "unknown" });
    expect(await readSecurityLog(database, ada, null)).toEqual({
      events: [
        {
          id: expect.stringMatching(/^\d+$/) as string,
          at: new Date(NOW * 1_000).toISOString(),
          title: "Your account is frozen",
          sentence: expect.stringContaining("every session was ended") as string,
          ...{ device: "Firefox on Linux", network: "" },
        },
      ],
      nextCursor: null,
    });
    expect(await readSecurityLog(database, bob, null)).toEqual({ events: [], nextCursor: null });
  });

  it("comes newest first, page by page, each line once, whatever is written meanwhile", async () => {
    const ada = randomUUID();
    for (let index = 0; index < SECURITY_LOG_PAGE_SIZE + 3; index += 1) await happen(ada, {}, NOW - index);
    const first = await readSecurityLog(database, ada, null);
    expect(first.events).toHaveLength(SECURITY_LOG_PAGE_SIZE);
    await happen(ada, {}, NOW);
    const second = await readSecurityLog(database, ada, first.nextCursor);
    expect([second.events.length, second.nextCursor]).toEqual([3, null]);
    const ids = [...first.events, ...second.events].map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
    expect(new Set(ids).size).toBe(SECURITY_LOG_PAGE_SIZE + 3);
  });

  it("ends exactly at a page that is just full", async () => {
    const ada = randomUUID();
    for (let index = 0; index < SECURITY_LOG_PAGE_SIZE; index += 1) await happen(ada, {});
    expect((await readSecurityLog(database, ada, null)).nextCursor).toBeNull();
  });
});
