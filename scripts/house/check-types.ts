// Next writes the types of its routes first; the compiler then reads the whole tree once.
import { spawnSync } from "node:child_process";

const COMMANDS = [
  ["node_modules/next/dist/bin/next", "typegen"],
  ["node_modules/typescript/bin/tsc", "--noEmit", "--project", "tsconfig.json"],
];

for (const command of COMMANDS) {
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
}
