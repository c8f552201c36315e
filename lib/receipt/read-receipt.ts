// From a file's text to a receipt. One receipt has one text, so whatever was changed in it, were it a space, is no longer that receipt.
import { canonicalJson } from "@/lib/approval/canonical-json";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { RECEIPT } from "./receipt-schema";

const CHARACTERS_MAX = 64 * 1024;

/** The receipt that `text` is, or a sentence on why it is none: too long, not JSON, another spelling of it, another form. */
export function readReceipt(text: string): Result<ReceiptDto, string> {
  if (text.length > CHARACTERS_MAX) return refuse("The file is too long for a receipt.");
  const value = parse(text);
  if (value === undefined) return refuse("The file is not JSON.");
  if (canonicalText(value) !== text) {
    return refuse(
      "The file is not written as receipts are (RFC 8785 and one line feed at the end): something was changed, doubled, moved or added.",
    );
  }
  const judged = RECEIPT.safeParse(value);
  if (judged.success) return accept(judged.data);
  const issue = judged.error.issues[0];
  return refuse(`The receipt does not have the form of one; look at "${fieldOf(issue?.path)}".`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The one text of a value, or null when it has none, such as a number beyond all numbers. */
function canonicalText(value: unknown): string | null {
  try {
    return `${canonicalJson(value)}\n`;
  } catch {
    return null;
  }
}

/** A field's name that is safe to print: names in a forged file are a stranger's words. */
const fieldOf = (path: readonly PropertyKey[] | undefined): string => {
  const name = (path ?? []).map(String).join(".");
  return /^[\w.-]{1,80}$/.test(name) ? name : "the receipt as a whole";
};
