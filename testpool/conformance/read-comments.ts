// Finds the comments of a source file, with the code beside them. The sources are formatted by one formatter, so lines are enough.

/** A comment without its markers; `code` is what stands before it on its line, empty when it has lines of its own. */
export interface SourceComment {
  readonly text: string;
  readonly code: string;
}

const OWN_LINE = /^\s*\/\/ ?(.*)$/;
const BLOCK_LINE = /^\s*(?:\/\*\*?|\*(?!\/)|)\s?(.*?)\s*(?:\*\/)?$/;
// An address such as https://… has no space before its slashes.
const AT_END_OF_LINE = /^(.*\S)\s+\/\/ (.*)$/;

const joined = (lines: readonly string[], code = ""): SourceComment => ({ text: lines.join(" ").replace(/\s+/g, " ").trim(), code });

/** All comments, from top to bottom. */
export function readComments(source: string): readonly SourceComment[] {
  const comments: SourceComment[] = [];
  let open: string[] = [];
  let isBlock = false;
  const close = () => {
    if (open.length > 0) comments.push(joined(open));
    open = [];
    isBlock = false;
  };
  for (const line of source.split("\n")) {
    if (isBlock || /^\s*\/\*/.test(line)) {
      if (!isBlock) close();
      isBlock = true;
      open.push(BLOCK_LINE.exec(line)?.[1] ?? "");
      if (line.includes("*/")) close();
      continue;
    }
    const own = OWN_LINE.exec(line)?.[1];
    if (own !== undefined) {
      open.push(own);
      continue;
    }
    close();
    const beside = AT_END_OF_LINE.exec(line);
    if (beside !== null) comments.push(joined([beside[2] ?? ""], (beside[1] ?? "").trim()));
  }
  close();
  return comments;
}
