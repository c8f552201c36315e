// npm run verify-events FILE [--anchor SEQ:HASH]: whether an export of security events is what was sealed, on a machine that knows nothing of us.
// Exit codes: 0 it is; 1 it is not, and the line and the fault are named.
import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { verifyExport, type Anchor } from "@/lib/event-log/verify-export";

const USAGE = `Usage: npm run verify-events -- FILE [--anchor SEQ:HASH]
FILE is an export as it was written. SEQ:HASH is a head of the chain from an alert's mail, a webhook or a log: it shows that not the whole chain was
rewritten before it was exported.`;

/** The anchor among the arguments; null for none, undefined for one that cannot be read. */
function anchorOf(typed: readonly string[]): Anchor | null | undefined {
  const text = typed.find((argument) => /^\d+:[0-9a-f]{64}$/.test(argument));
  if (text === undefined) return typed.some((argument) => argument.startsWith("--anchor")) ? undefined : null;
  const [seq = "", hash = ""] = text.split(":");
  return { seq: Number(seq), hash };
}

async function main(typed: readonly string[]): Promise<number> {
  const file = typed.find((argument) => !argument.startsWith("--") && !/^\d+:/.test(argument));
  const anchor = anchorOf(typed);
  if (file === undefined || anchor === undefined) return refuse(USAGE);
  const input = createReadStream(path.resolve(process.env["INIT_CWD"] ?? "", file));
  const lines = createInterface({ input, crlfDelay: Infinity });
  // A file that is not there ends the lines with its error.
  const failed = new Promise<never>((_resolve, reject) => input.once("error", reject));
  const verified = await Promise.race([verifyExport(lines, anchor), failed]).catch(() => null);
  if (verified === null) return refuse(`There is no readable file ${file}.`);
  if (!verified.ok)
    return refuse(`FAIL  line ${verified.refusal.line.toString()}: ${verified.refusal.fault}\n${verified.refusal.sentence}`);
  const { count, firstSeq, lastSeq, hash } = verified.value;
  console.log(
    `ok    ${count.toString()} events, ${firstSeq.toString()} to ${lastSeq.toString()} of the chain, ending in ${lastSeq.toString()}:${hash}`,
  );
  if (anchor === null)
    console.log("note  No anchor was compared: with one from a mail or a log it also shows that the chain itself was not rewritten.");
  return 0;
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
