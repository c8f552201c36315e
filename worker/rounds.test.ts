import { expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Round } from "./create-round";
import { runRounds } from "./run-rounds";

it("goes on through outages and faults, says each change once, and stops after the round in which it was told to", async () => {
  const stopped = new AbortController();
  const said: string[] = [];
  const note = (event: string): void => void said.push(event);
  const script: (Round | Error)[] = [
    "chain_down",
    "chain_down",
    "busy",
    new UnavailableError("database", "away"),
    new Error("bug"),
    "busy",
  ];
  let rounds = 0;
  await runRounds(
    async () => {
      const next = script[rounds];
      rounds += 1;
      if (rounds === script.length) stopped.abort();
      if (next === undefined || next instanceof Error) throw next ?? new Error("a round too many");
      return next;
    },
    { info: note, warn: note, error: note },
    stopped.signal,
  );
  expect(rounds).toBe(script.length);
  expect(said).toEqual(["chain_down", "well_again", "database_down", "round_failed", "well_again"]);
}, 20_000);
