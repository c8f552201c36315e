// npx tsx scripts/container/pack.ts app|worker OUT: what the Dockerfiles copy into their images. The app needs a build (`npm run build`).
import { packApp } from "./pack-app";
import { packWorker } from "./pack-worker";

const [what, out] = process.argv.slice(2);
if (out === undefined || (what !== "app" && what !== "worker")) throw new Error("usage: pack.ts app|worker OUT");
await (what === "app" ? packApp(process.env["NEXT_DIST_DIR"] || ".next", out) : packWorker(out));
