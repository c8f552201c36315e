// The alerts for operators: what the list says, what opening one shows, that opening is a look, and that nobody else reaches either.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { codeOf } from "@/lib/testing/refusal-code";
import { openSupportStand, type CallingTrader, type DeskPerson, type SupportStand } from "@/lib/testing/support-stand";
import { createAlertRound } from "@/worker/alerts/create-alert-round";
import { listDeskAlerts } from "./list-desk-alerts";
import { readAlert } from "./read-alert";
import { LOOKS_PER_HOUR_MAX } from "./require-looks-left";

let stand: SupportStand;
let mira: DeskPerson;
let ana: CallingTrader;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
beforeAll(async () => {
  stand = await openSupportStand();
  [mira, ana] = [await stand.person({ hasPasskey: false }), await stand.trader()];
});
afterAll(() => stand.close());

const looksOf = ({ operator }: DeskPerson) =>
  stand.parts.database.asService((tx) =>
    tx.query<{ kind: string; detail: unknown }>("SELECT kind, detail FROM holdfast.operator_events WHERE sub = $1 ORDER BY id", [
      operator.sub,
    ]),
  );

/** A session of ana's moves to another machine, and the worker sees it. */
async function steal(): Promise<void> {
  await stand.asTrader(ana, (tx) =>
    tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (to_timestamp($1), $2, 'session_client_changed')", [
      stand.time.nowSeconds,
      ana.sub,
    ]),
  );
  await createAlertRound({
    ...{ database: stand.worker, clock: stand.parts.clock, log, approvedAt: { origin: "http://localhost:3000", rpId: "localhost" } },
    ...{ mailTo: null, channels: ["webhook"] },
  })();
}

describe("the desk's alerts", () => {
  it("are none while nothing looks like an attack", async () => {
    expect(await listDeskAlerts(mira.operator, null, stand.parts)).toMatchObject({ open: 0, alerts: [], nextCursor: null });
  });

  it("show what is probed at a hashed subject, and its account only to whoever opens it, which is written down", async () => {
    await steal();
    const { open, alerts } = await listDeskAlerts(mira.operator, null, stand.parts);
    expect([open, alerts.length]).toEqual([1, 1]);
    expect(alerts[0]).toMatchObject({ signal: "unexpected_change", probe: "session_theft", closedAt: null, events: 1 });
    expect(JSON.stringify(alerts)).not.toContain(ana.sub);
    expect(await looksOf(mira)).toEqual([]);

    const id = alerts[0]?.id ?? "";
    const shown = await readAlert(mira.operator, id, stand.parts);
    expect(shown.alert).toEqual(alerts[0]);
    expect(shown.evidence).toMatchObject([{ kind: "session_client_changed", sub: ana.sub }]);
    expect(JSON.stringify(shown)).not.toContain(ana.email);
    expect(await looksOf(mira)).toEqual([{ kind: "desk_looked", detail: { by: "alert", alert: id } }]);
  });

  it("open to the desk's role the events behind them and no others, and none of them while it is about a trader", async () => {
    const bob = await stand.trader();
    await stand.asTrader(bob, (tx) =>
      tx.query("INSERT INTO holdfast.security_events (at, sub, kind) VALUES (now(), $1, 'signed_out')", [bob.sub]),
    );
    const { database } = stand.parts;
    const subs = "SELECT sub FROM holdfast.security_events";
    expect(await database.asService((tx) => tx.query(subs))).toEqual([{ sub: ana.sub }]);
    expect(await database.asTrader(bob.sub, (tx) => tx.query(subs))).toEqual([{ sub: bob.sub }]);
    expect(await database.asTrader("nobody", (tx) => tx.query(subs))).toEqual([]);
  });

  it("refuse an id that is none, and an operator who has looked too much, and write that down", async () => {
    const jon = await stand.person();
    for (const odd of ["", "x", randomUUID()]) expect(await codeOf(readAlert(jon.operator, odd, stand.parts))).toBe("not_found");
    const id = (await listDeskAlerts(jon.operator, null, stand.parts)).alerts[0]?.id ?? "";
    expect(await codeOf(readAlert(jon.operator, id, stand.parts))).toBe("done");
    await stand.parts.database.asService(async (tx) => {
      await tx.query("SELECT set_config('holdfast.operator', $1, true)", [jon.operator.sub]);
      await tx.query(
        "INSERT INTO holdfast.operator_events (at, sub, kind) SELECT to_timestamp($1), $2, 'desk_looked' FROM generate_series(1, $3::int)",
        [stand.time.nowSeconds, jon.operator.sub, LOOKS_PER_HOUR_MAX],
      );
    });
    expect(await codeOf(readAlert(jon.operator, id, stand.parts))).toBe("rate_limited");
    expect((await looksOf(jon)).filter(({ kind }) => kind === "desk_refused").map(({ detail }) => detail)).toEqual([
      ...Array.from({ length: 3 }, () => ({ step: "look", code: "not_found" })),
      { step: "look", code: "rate_limited" },
    ]);
  });

  it("stand on pages for operators alone", () => {
    const rows = ROUTE_MANIFEST.filter(({ path }) => path.startsWith("/ops/alerts"));
    expect(rows.map(({ path, audience }) => [path, audience])).toEqual([
      ["/ops/alerts", "operator"],
      ["/ops/alerts/[id]", "operator"],
    ]);
  });
});
