// An alert as people and programs read it.
import type { Finding } from "@/lib/monitoring/finding";
import type { ChainHead } from "@/lib/server/event-log/sealed-rows";

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");

/** The mail of an alert. It names no address and no trader; the head of the chain in it is one that nobody can rewrite any more. */
export function alertMail(finding: Finding, at: { readonly id: string; readonly origin: string; readonly head: ChainHead }) {
  const { signal, probe, subject, sentence, breakdown, evidence, runbook } = finding;
  const [first, last] = [evidence.at(0)?.event.atSeconds ?? 0, evidence.at(-1)?.event.atSeconds ?? 0];
  const counted = Object.entries(breakdown).map(([name, count]) => `  ${name}: ${count.toString()}`);
  return {
    subject: `Holdfast alert: ${signal} (${probe})`,
    text: [
      sentence,
      "",
      `Signal: ${signal}`,
      `Probably probed: ${probe}`,
      `Subject: ${subject}`,
      `Seen: ${isoOf(first)} to ${isoOf(last)}`,
      "Counted:",
      ...counted,
      "",
      `What to do: ${runbook}`,
      `It goes on at: ${at.origin}/ops`,
      `Alert: ${at.id}`,
      `Chain of security events: ${at.head.seq.toString()}:${at.head.hash}`,
      "",
      "It is told once. More of the same adds to its count; after half an hour of quiet it is told anew.",
    ].join("\n"),
  };
}
