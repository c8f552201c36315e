// FIDELITY.md is what the sources say of themselves, and nothing else: whoever changes a behaviour changes its comment, and so the page.
import { MESSAGE_EVIDENCE } from "./message-evidence";
import type { ProductSource } from "./product-sources";
import { TAGS, taggedSentences, type TaggedSentence } from "./tagged-sentences";

const OPENING = `# How true the pool is

What the pool does as AWS does it, and how that is known. \`npm run testpool:docs\` writes this page from the comments of the pool's
sources; a test fails when they differ. **Documented**: AWS says so. **Observed**: third parties saw it on AWS. **Assumed**: nobody
outside this project said it. A sentence with two of them says what is what. Nothing here was compared with a live pool.`;

interface Entry extends TaggedSentence {
  readonly path: string;
}

const areaOf = (path: string): string => path.split("/").slice(0, -1).join("/") || "(top)";
const oneLine = ({ tags, sentence, path }: Entry): string => `- **${tags.join(", ")}** ${sentence} (\`${path}\`)`;

function areaSection(area: string, entries: readonly Entry[]): string {
  return [`## ${area}`, "", ...entries.filter(({ path }) => areaOf(path) === area).map(oneLine)].join("\n");
}

function messageSection(): string {
  const lines = Object.entries(MESSAGE_EVIDENCE)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([message, evidence]) => `- **${evidence}** \`${message}\``);
  const note = "**Own** marks the pool's own sentences, where Cognito has none.";
  return ["## Sentences of refusals without a comment of their own", "", note, "", ...lines].join("\n");
}

/** The whole page. Sorted by area, file and place, so that the same sources always give the same page. */
export function fidelityPage(sources: readonly ProductSource[]): string {
  const entries = sources.flatMap(({ path, text }) => taggedSentences(text).map((found) => ({ ...found, path })));
  const messages = Object.values(MESSAGE_EVIDENCE);
  const counts = TAGS.map((tag) => {
    const count = entries.filter(({ tags }) => tags.includes(tag)).length + messages.filter((evidence) => evidence === tag).length;
    return `| ${tag} | ${count} |`;
  });
  const areas = [...new Set(entries.map(({ path }) => areaOf(path)))];
  const parts = [
    OPENING,
    ["| tag | sentences |", "| --- | ---: |", ...counts].join("\n"),
    ...areas.map((area) => areaSection(area, entries)),
    messageSection(),
  ];
  return `${parts.join("\n\n")}\n`;
}
