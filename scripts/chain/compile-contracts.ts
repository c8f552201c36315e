// Rebuilds the committed artifacts from the sources: `npx tsx scripts/chain/compile-contracts.ts`. A test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { artifactFile, CONTRACTS, type Artifact, type ContractName } from "./artifact";

interface Compiler {
  version(): string;
  compile(input: string, readers: { import: (file: string) => { contents: string } | { error: string } }): string;
}

interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, { abi: Artifact["abi"]; evm: { bytecode: { object: string } } }>>>>;
}

const require = createRequire(import.meta.url);
const SOURCES = fileURLToPath(new URL("./contracts/", import.meta.url));

/** Compiles every contract of the demo chain; throws with the compiler's words when one does not compile. */
export function compileContracts(): Artifact[] {
  const compiler = require("solc") as Compiler;
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(
      CONTRACTS.map((name) => [`${name}.sol`, { content: readFileSync(path.join(SOURCES, `${name}.sol`), "utf8") }]),
    ),
    settings: {
      optimizer: { enabled: true, runs: 200 },
      // Without the hash of the metadata, a changed comment does not change the bytecode.
      metadata: { bytecodeHash: "none", appendCBOR: false },
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const output = JSON.parse(compiler.compile(JSON.stringify(input), { import: readSource })) as CompilerOutput;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return CONTRACTS.map((contract) => toArtifact(contract, compiler.version(), output));
}

function toArtifact(contract: ContractName, compiler: string, output: CompilerOutput): Artifact {
  const made = output.contracts?.[`${contract}.sol`]?.[contract];
  if (made === undefined) throw new Error(`The compiler made no ${contract}.`);
  return { contract, compiler, abi: made.abi, bytecode: `0x${made.evm.bytecode.object}` };
}

/** Imports are our own sources by their file name, and packages from node_modules. */
function readSource(file: string): { contents: string } | { error: string } {
  try {
    return { contents: readFileSync(file.startsWith("@") ? require.resolve(file) : path.join(SOURCES, file), "utf8") };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const artifact of compileContracts()) {
    writeFileSync(artifactFile(artifact.contract), `${JSON.stringify(artifact, null, 2)}\n`);
    console.log(`${artifact.contract}: ${(artifact.bytecode.length - 2) / 2} bytes, solc ${artifact.compiler}`);
  }
}
