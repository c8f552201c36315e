// `npm run build`: the production build, made only when the product's sources have changed. NEXT_DIST_DIR names another folder.
import { buildProduct, isBuilt } from "./stack/build-product";
import { explainFailure, LaunchError } from "./stack/launch-error";
import { startPart, type PartOptions } from "./stack/part";
import { startGuard } from "./stack/start-guard";

const distDir = process.env["NEXT_DIST_DIR"] || ".next";

async function build(): Promise<void> {
  const guard = startGuard();
  const run = async (options: Omit<PartOptions, "guard">): Promise<void> => {
    const part = await startPart({ ...options, guard });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void part.stop());
    const { code } = await part.ended;
    if (code !== 0) throw new LaunchError("The build failed.");
  };
  try {
    await buildProduct({ distDir, run, logFile: null });
  } finally {
    await guard.close();
  }
}

if (isBuilt(distDir) && !process.argv.includes("--force")) {
  console.log(`The build in ${distDir} is of the sources as they are.`);
} else {
  await build().catch((error: unknown) => {
    console.error(explainFailure(error, distDir).message);
    process.exitCode = 1;
  });
}
