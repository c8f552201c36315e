// HEALTHCHECK of the worker's image, which has no port: every round of a worker touches a file, and one that hangs does not.
import { statSync } from "node:fs";

// A round that waits for a chain and a database that are both silent, and the longest pause after it.
const AGE_MS_MAX = 60_000;

try {
  process.exit(Date.now() - statSync(process.env["LIFE_FILE"] ?? "").mtimeMs <= AGE_MS_MAX ? 0 : 1);
} catch {
  process.exit(1);
}
