// Whether a text is an amount that can be sent. Every fault has a sentence of its own, because "invalid" helps nobody to correct it.
import { refuse, type Result } from "@/lib/ground/result";
import { type AmountFault, parseAmount } from "@/lib/money/parse-amount";

const SENTENCES: Readonly<Record<AmountFault | "zero", (decimals: number) => string>> = {
  not_a_string: () => 'Write the amount as text, such as "12.50".',
  negative: () => "An amount has no minus.",
  exponent: () => "Write the amount without an exponent.",
  not_decimal: () => "Write the amount with digits and one point, such as 12.50.",
  too_many_decimals: (decimals) =>
    decimals === 0 ? "This asset has no decimals." : `This asset has at most ${decimals} decimals. We never round an amount for you.`,
  too_many_digits: () => "This amount has too many digits.",
  zero: () => "The amount is zero.",
};

/** Reads an amount above zero in base units of `decimals` decimals, or answers the sentence that says what is wrong with it. */
export function judgeAmount(text: unknown, decimals: number): Result<bigint, string> {
  const parsed = parseAmount(text, decimals);
  if (!parsed.ok) return refuse(SENTENCES[parsed.refusal](decimals));
  return parsed.value > 0n ? parsed : refuse(SENTENCES.zero(decimals));
}
