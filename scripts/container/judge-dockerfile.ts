// Rules of ours for an image, read from its Dockerfile: no engine is at hand where these tests run, so what can be read is read.

interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** The instructions in order; a line that ends in a backslash goes on, and comments are left out. */
function instructionsOf(text: string): readonly Instruction[] {
  const lines = text
    .replaceAll(/^\s*#.*$/gm, "")
    .replaceAll(/\\\n/g, " ")
    .split("\n");
  return lines.flatMap((line) => {
    const [, name = "", words = ""] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    return name === "" ? [] : [{ name: name.toUpperCase(), words: words.trim() }];
  });
}

const SECRET = /key|secret|token|password|passwd|credential/i;
const isExec = (words: string): boolean => /^\[\s*".*"\s*\]$/.test(words);

/** Whether what this COPY takes from the context is there; a copy out of another stage takes nothing from it. */
function missingSources(words: string, exists: (path: string) => boolean): readonly string[] {
  if (words.includes("--from=")) return [];
  const paths = words.split(/\s+/).filter((word) => !word.startsWith("--"));
  return paths.slice(0, -1).filter((source) => !exists(source));
}

/** What the final stage promises; the faults are sentences. */
function judgeFinalStage(stage: readonly Instruction[]): readonly string[] {
  const of = (name: string): readonly string[] => stage.filter((one) => one.name === name).map(({ words }) => words);
  const last = (name: string): string => of(name).at(-1) ?? "";
  return [
    /^[1-9]\d{3,}:[1-9]\d{3,}$/.test(last("USER")) ? "" : "USER must be a numeric user and group of 1000 or more.",
    /\bCMD \[/.test(last("HEALTHCHECK")) ? "" : "HEALTHCHECK must be there, in exec form.",
    isExec(last("CMD")) ? "" : "CMD must be there, in exec form: a shell would swallow the signal.",
    last("STOPSIGNAL") === "SIGTERM" ? "" : "STOPSIGNAL must be SIGTERM, which the process listens to.",
    of("ENV").some((words) => /\bNODE_ENV=production\b/.test(words)) ? "" : "NODE_ENV must be production.",
    of("COPY").every((words) => words.includes("--from=") && words.includes("--chown=0:0"))
      ? ""
      : "COPY must take from the build and give to root.",
    of("RUN").length === 0 ? "" : "RUN has no place in the final stage: it would bring tools along.",
    stage.findIndex(({ name }) => name === "USER") > stage.findLastIndex(({ name }) => name === "COPY")
      ? ""
      : "USER must come after every COPY.",
  ].filter((fault) => fault !== "");
}

/** Every breach of our rules, as sentences. `exists` says whether a path is in the build context. */
export function judgeDockerfile(text: string, exists: (path: string) => boolean): readonly string[] {
  const instructions = instructionsOf(text);
  const froms = instructions.filter(({ name }) => name === "FROM");
  const lastFrom = instructions.findLastIndex(({ name }) => name === "FROM");
  const everywhere = instructions.flatMap(({ name, words }) => [
    ...(name === "ADD" ? ["ADD unpacks and downloads: use COPY."] : []),
    ...((name === "ARG" || name === "ENV") && SECRET.test(words) ? [`${name} must hold no secret: ${words.split(/[= ]/)[0] ?? ""}.`] : []),
    ...(name === "RUN" && !isExec(words) ? ["RUN must be in exec form."] : []),
    ...(name === "COPY" ? missingSources(words, exists).map((source) => `COPY takes ${source}, which is not there.`) : []),
  ]);
  return [
    ...(froms.length >= 2 ? [] : ["The image must be built in one stage and shipped from another."]),
    ...(froms.every(({ words }) => words.startsWith("${NODE_IMAGE}")) ? [] : ["FROM must take NODE_IMAGE, which is given by digest."]),
    ...everywhere,
    ...judgeFinalStage(instructions.slice(lastFrom + 1)),
  ];
}
