// npm run verify-receipt FILE --key FINGERPRINT: checks a receipt on a machine that knows nothing of us, without network or settings.
// Exit codes: 0 verified; 1 at least one check fails; 2 consistent, but the signer was not compared, or no key signed at all.
import { readFileSync } from "node:fs";
import path from "node:path";
import { receiptText } from "@/lib/receipt/receipt-text";
import { verifyReceipt, type ReceiptLine, type Verdict, type Verification } from "@/lib/receipt/verify-receipt";
import { keyAmong, keyKeptByNpm } from "./typed-key";

const EXIT_CODES: Readonly<Record<Verdict, number>> = { verified: 0, fails: 1, signer_not_compared: 2, approval_not_provable: 2 };
const FINGERPRINT = /^SHA256:[A-Za-z0-9_-]{43}$/;
const USAGE = `Usage: npm run verify-receipt FILE --key FINGERPRINT
FILE is a receipt as it was downloaded. FINGERPRINT (SHA256:…) names the key that you expect, as you noted it from another source.
Where npm keeps --key for itself, put two dashes in front: npm run verify-receipt -- FILE --key FINGERPRINT`;

async function main(typed: readonly string[]): Promise<number> {
  const file = typed.find((argument, at) => !argument.startsWith("--") && typed[at - 1] !== "--key");
  if (file === undefined) return refuse(USAGE);
  const text = readText(file);
  if (text === null) return refuse(`There is no readable text in ${file}.`);
  const startedAtMs = Date.now() - performance.now();
  const key = keyAmong(typed) ?? typed.find((argument) => FINGERPRINT.test(argument)) ?? keyKeptByNpm(process.env, file, startedAtMs);
  if (key !== undefined && !FINGERPRINT.test(key)) return refuse(`"--key" wants a fingerprint: SHA256: and 43 letters.\n${USAGE}`);
  const verification = await verifyReceipt(text, key);
  console.log(report(verification));
  if (verification.verdict === "signer_not_compared") console.log(`\n${USAGE}`);
  return EXIT_CODES[verification.verdict];
}

function refuse(why: string): number {
  console.error(why);
  return EXIT_CODES.fails;
}

/** The file's text, or null; npm runs scripts at the root and says where it was called. */
function readText(file: string): string | null {
  try {
    return receiptText(readFileSync(path.resolve(process.env["INIT_CWD"] ?? "", file)));
  } catch {
    return null;
  }
}

const SIGNS: Readonly<Record<"true" | "false" | "null", string>> = { true: "ok  ", false: "FAIL", null: "note" };

const lineOf = ({ name, ok, words }: ReceiptLine): string => `${SIGNS[`${ok}`]}  ${name.padEnd(13)}${words}`;

const report = ({ lines, words }: Verification): string => [...lines.map(lineOf), "", words].join("\n");

process.exitCode = await main(process.argv.slice(2));
