import { describe, expect, it } from "vitest";
import { PROBES, SIGNALS } from "@/lib/monitoring/signal";
import { probeWords, signalWords } from "./alert-words";

describe("the words of an alert", () => {
  it("are there for every signal and every probe", () => {
    for (const signal of SIGNALS) expect(signalWords(signal)).toMatch(/^[A-Z][a-z ]+$/);
    for (const probe of PROBES) expect([probe, probeWords(probe)]).not.toEqual([probe, probe.replaceAll("_", " ")]);
  });

  it("are the name itself for one that came later", () => expect(probeWords("new_probe")).toBe("new probe"));
});
