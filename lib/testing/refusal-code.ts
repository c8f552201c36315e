// What a verb said, in one word: tests of refusals compare that.
import type { Refusal } from "@/lib/contracts/refusal";

/** The refusal that `work` ends with, or null when it succeeds. Whatever else is thrown goes on. */
export const refusalOf = (work: Promise<unknown>): Promise<Refusal | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Error && error.name === "RefusalError" && "refusal" in error) return error.refusal as Refusal;
      throw error;
    },
  );

/** "done", or the refusal's code. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work))?.code ?? "done";
