// Picks the sentences that say how sure a behaviour is. "Not documented" is no tag: it is the lack of one.
import { readComments, type SourceComment } from "./read-comments";

export const TAGS = ["documented", "observed", "assumed"] as const;

/** How sure a behaviour is: AWS says it, third parties saw it on AWS, or nobody outside this project said it. */
export type Tag = (typeof TAGS)[number];

/** A sentence and every tag in it. */
export interface TaggedSentence {
  readonly tags: readonly Tag[];
  readonly sentence: string;
}

const SENTENCE_END = /(?<=[.!?]["'`)]?)\s+(?=[A-Z`"(…])/u;

/** The tags of a text, in the order of `TAGS`. */
export function tagsOf(text: string): readonly Tag[] {
  return TAGS.filter((tag) => new RegExp(`(?<!\\bnot )\\b${tag}\\b`, "i").test(text));
}

/** A shorter sentence leans on the one before it and is told together with it. */
const SHORT = 60;

const QUOTED = /"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

/** A remark at the end of a line means the text in that line, or else the code, so that is said with it. */
function subjectOf(comment: SourceComment): string {
  if (comment.code === "") return "";
  const texts = [...comment.code.matchAll(QUOTED)].map((match) => match[1] ?? match[2] ?? "").filter((text) => text.includes(" "));
  const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), "");
  return longest === "" ? `\`${comment.code.replaceAll("`", "'")}\`: ` : `"${longest}": `;
}

/** The tagged sentences of a source file, from top to bottom. */
export function taggedSentences(source: string): readonly TaggedSentence[] {
  return readComments(source).flatMap((comment) => {
    const sentences = comment.text.split(SENTENCE_END);
    return sentences.flatMap((sentence, index) => {
      const tags = tagsOf(sentence);
      const lead = sentence.length < SHORT ? (sentences[index - 1] ?? "") : "";
      return tags.length === 0 ? [] : [{ tags, sentence: `${subjectOf(comment)}${lead} ${sentence}`.replace(/^ | (?= )/g, "") }];
    });
  });
}
