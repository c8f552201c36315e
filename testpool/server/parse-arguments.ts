// The command's arguments. A wrong one stops the start with one sentence.
import { parseArgs } from "node:util";

/** What the command was told. */
export interface Arguments {
  readonly port: number;
  /** Where mail of others is received; null receives none. */
  readonly smtpPort: number | null;
  readonly dataDir: string | null;
  readonly seedFile: string;
  readonly clockFile: string | null;
  readonly triggersFile: string | null;
}

/** Something in the way of a start; the message is for a person. */
export class StartError extends Error {
  override readonly name = "StartError";
}

export const USAGE =
  "Usage: holdfast-testpool --seed FILE [--port 9330] [--smtp-port PORT] [--data DIR] [--clock-file FILE] [--triggers FILE]";

const OPTIONS = {
  port: { type: "string" },
  "smtp-port": { type: "string" },
  data: { type: "string" },
  seed: { type: "string" },
  "clock-file": { type: "string" },
  triggers: { type: "string" },
} as const;

function parseKnown(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : "Wrong arguments."}\n${USAGE}`);
  }
}

function parsePort(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartError(`${name} must be a port number, not ${text}.`);
  return port;
}

/** Parses the arguments; throws StartError. Without --data nothing survives the process. */
export function parseArguments(argv: readonly string[]): Arguments {
  const values = parseKnown(argv);
  const port = parsePort("--port", values.port ?? "9330");
  const smtpPort = values["smtp-port"] === undefined ? null : parsePort("--smtp-port", values["smtp-port"]);
  if (values.seed === undefined) throw new StartError(`The test pool needs a seed file.\n${USAGE}`);
  return {
    port,
    smtpPort,
    dataDir: values.data ?? null,
    seedFile: values.seed,
    clockFile: values["clock-file"] ?? null,
    triggersFile: values.triggers ?? null,
  };
}
