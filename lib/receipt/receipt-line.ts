/** One check of a receipt, in plain words. `ok` is null for what is said but cannot be judged offline. */
export interface ReceiptLine {
  readonly name: string;
  readonly ok: boolean | null;
  readonly words: string;
}

/** A line whose words follow its judgement. */
export const judgedLine = (name: string, ok: boolean, ifSo: string, ifNot: string): ReceiptLine => ({ name, ok, words: ok ? ifSo : ifNot });
