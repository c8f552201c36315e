// Where npm has put the local chain's program.
import { createRequire } from "node:module";

/** The name of this platform's package, and the program in it; null when it is not installed. */
export function anvilBinary(): { readonly name: string; readonly file: string | null } {
  const name = `@foundry-rs/anvil-${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  try {
    return { name, file: createRequire(import.meta.url).resolve(`${name}/bin/anvil${process.platform === "win32" ? ".exe" : ""}`) };
  } catch {
    return { name, file: null };
  }
}
