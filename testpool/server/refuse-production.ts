// A pool that hands out its codes to anybody on the machine has no business in production.
import { StartError } from "./parse-arguments";

/** Throws StartError when the environment says production. */
export function refuseProduction(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of ["NODE_ENV", "HOLDFAST_MODE"]) {
    if (env[name] === "production") throw new StartError(`The test pool is TEST ONLY and refuses to start with ${name}=production.`);
  }
}
