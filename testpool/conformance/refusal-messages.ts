// Finds the sentences that the pool refuses with, and whether the code around them says where they come from.
import type { ProductSource } from "./product-sources";
import { tagsOf } from "./tagged-sentences";

/** A refusal's sentence as it stands in the code, with `${…}` for what is filled in. */
export interface RefusalMessage {
  readonly path: string;
  readonly message: string;
  /** True when the file's opening comment, or the declaration around it with its own comment, carries a tag. */
  readonly isTagged: boolean;
}

const REFUSAL = /(?:new CognitoException\(\s*"\w+",|\bnotAuthorized\(|\binvalidParameter\()\s*(["`])((?:(?!\1)[^\\]|\\.)*)\1/g;
const DECLARATION_START = /\n(?=\/\*\*|\/\/|(?:export |async )*(?:function|const|class|interface) )/;

/** A comment and the declaration below it belong together. */
function declarationsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let comment = "";
  for (const part of text.split(DECLARATION_START)) {
    const isOnlyComment = /^(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/|(?:\/\/[^\n]*\n?)+)\s*$/.test(part);
    if (!isOnlyComment) parts.push(comment + part);
    comment = isOnlyComment ? `${comment}${part}\n` : "";
  }
  return parts;
}

const headerOf = (text: string): string => /^(?:\/\/[^\n]*\n)*/.exec(text)?.[0] ?? "";

/** Every refusal of a file, in the order of the code. */
export function refusalMessages({ path, text }: ProductSource): readonly RefusalMessage[] {
  const isFileTagged = tagsOf(headerOf(text)).length > 0;
  return declarationsOf(text).flatMap((declaration) => {
    const comments = [...declaration.matchAll(/\/\/ .*|\/\*[\s\S]*?\*\//g)].map(([comment]) => comment).join("\n");
    const isTagged = isFileTagged || tagsOf(comments).length > 0;
    return [...declaration.matchAll(REFUSAL)].map((match) => ({ path, message: match[2] ?? "", isTagged }));
  });
}
