import { existsSync, readFileSync } from "node:fs";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { WORKER_SETTINGS_SCHEMA } from "@/worker/worker-settings";
import { judgeDockerfile } from "./judge-dockerfile";

const FILES = ["Dockerfile", "Dockerfile.worker"];
const read = (file: string): string => readFileSync(file, "utf8");
const judge = (text: string): readonly string[] => judgeDockerfile(text, existsSync);

describe.each(FILES)("%s", (file) => {
  it("is well formed, and keeps every rule of ours", () => {
    expect(validate(read(file)).map(({ message }) => message)).toEqual([]);
    expect(judge(read(file))).toEqual([]);
  });

  it("runs a health check and a program that the packing writes", () => {
    const packed = ["scripts/container/pack-app.ts", "scripts/container/pack-worker.ts"].map(read).join("\n");
    const named = [...read(file).matchAll(/CMD \["node", "([a-z.]+)"\]/g)].map(([, name]) => name ?? "");
    expect(named).toHaveLength(2);
    expect(named.filter((name) => !packed.includes(`"${name}"`))).toEqual([]);
  });
});

describe("a Dockerfile", () => {
  const good = read("Dockerfile");

  it.each<[string, string, string, string]>([
    ["runs as root", "USER 10001:10001", "USER root", "USER must be a numeric user"],
    ["runs as a name, which an orchestrator cannot judge", "USER 10001:10001", "USER node", "USER must be a numeric user"],
    ["has no user", "USER 10001:10001\n", "", "USER must be a numeric user"],
    [
      "has no health check",
      "HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD",
      "LABEL x=",
      "HEALTHCHECK must be there",
    ],
    ["starts through a shell", 'CMD ["node", "serve.mjs"]', "CMD node serve.mjs", "CMD must be there, in exec form"],
    ["stops by another signal", "STOPSIGNAL SIGTERM", "STOPSIGNAL SIGKILL", "STOPSIGNAL must be SIGTERM"],
    ["downloads", "COPY . .", "ADD https://example.com/x.tar.gz /src/", "ADD unpacks and downloads"],
    [
      "has a secret in its environment",
      "ENV NODE_ENV=production",
      "ENV SESSION_SEAL_KEY=abc NODE_ENV=production",
      "ENV must hold no secret",
    ],
    ["has a secret in a build argument", "WORKDIR /src", "ARG NPM_TOKEN\nWORKDIR /src", "ARG must hold no secret: NPM_TOKEN"],
    ["copies what is not there", "COPY . .", "COPY nowhere .", "COPY takes nowhere"],
    ["gives its files to the user", "--chown=0:0", "--chown=10001:10001", "COPY must take from the build and give to root"],
    ["ships what it was built with", "USER 10001:10001", 'RUN ["npm", "install"]\nUSER 10001:10001', "RUN has no place in the final stage"],
    ["has a base of its own", "FROM ${NODE_IMAGE}\n", "FROM node:latest\n", "FROM must take NODE_IMAGE"],
  ])("that %s is refused", (_, from, to, sentence) => {
    expect(good).toContain(from);
    expect(judge(good.replace(from, to)).join("\n")).toContain(sentence);
  });
});

describe(".dockerignore", () => {
  const lines = read(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

  it("keeps everything out that it does not name, and what it names exists", () => {
    expect(lines[0]).toBe("*");
    const named = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    expect(named.filter((name) => !existsSync(name))).toEqual([]);
    // Nothing that only tests and developers need, and nothing with secrets in it.
    expect(named.filter((name) => /^(?:\.|e2e|docs|infra|node_modules|db)/.test(name))).toEqual([]);
    expect(lines).toContain("**/.env*");
  });
});

it("the workers' image names the file of its health check by the setting that the worker reads", () => {
  expect(Object.keys(WORKER_SETTINGS_SCHEMA.shape)).toContain("LIFE_FILE");
  expect(read("Dockerfile.worker")).toContain("LIFE_FILE=/tmp/");
});
