// The start of the app's image: the very server of `npm start`, in a folder that has the build and no sources.
import { readFileSync } from "node:fs";
import { join } from "node:path";

// The framework's settings were written down by the build, because their own file stayed behind with the sources.
const { config } = JSON.parse(readFileSync(join(process.cwd(), ".next", "required-server-files.json"), "utf8")) as { config: object };
process.env["__NEXT_PRIVATE_STANDALONE_CONFIG"] = JSON.stringify(config);
await import("../serve");
