// A launcher for tests to kill: starts the stack without the product, says so in one line, and ends on SIGTERM.
// usage: run-stack.ts DATA_DIR POOL_PORT CHAIN_PORT MAIL_PORT
import { startStack } from "../start-stack";

const [dataDir, pool, chain, mail] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: run-stack.ts DATA_DIR POOL_PORT CHAIN_PORT MAIL_PORT");
const ports = { app: 0, pool: Number(pool), chain: Number(chain), mail: Number(mail) };
const stack = await startStack({ dataDir, ports, next: null, fresh: false });
process.once("SIGTERM", () => void stack.stop().then(() => process.exit(0)));
process.stdout.write("up\n");
