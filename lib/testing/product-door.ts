// One process of the product's own front door with a few handlers, without the framework and its build. It prints `ready PORT`.
// Started by startProductDoors; its settings are the product's own, and it leaves with the process that started it.
import type { AddressInfo } from "node:net";
import { createFrontDoor } from "@/lib/front-door/create-front-door";
import { hostsOf } from "@/lib/front-door/hosts-of";
import { parseSettings } from "@/lib/settings/parse-settings";
import { answerBy, type RouteHandler } from "./mount-route";

const PARENT_CHECK_MS = 500;
const ADDRESS = "127.0.0.1";

const settings = parseSettings(process.env);
if (!settings.ok) throw new Error(settings.refusal);
const { appOrigin, trustedProxyHops } = settings.value;

type Handlers = Readonly<Record<string, (request: Request, context: object) => Promise<Response>>>;
// Which handlers it serves is said by its arguments: by their paths alone, as the framework finds them.
const routes = new Map<string, Handlers>();
for (const path of process.argv.slice(2))
  routes.set(path, (await import(new URL(`../../app${path}/route.ts`, import.meta.url).href)) as Handlers);
const handle: RouteHandler = async (request) => {
  const handler = routes.get(new URL(request.url).pathname)?.[request.method];
  return handler === undefined ? new Response(null, { status: 404 }) : handler(request, { params: Promise.resolve({}) });
};

// The port is known only once it listens, and the door must know its names by then; the product's origin is the one that callers name.
const door = createFrontDoor({
  ...{ appOrigin, trustedProxyHops, upgrade: null, log: () => undefined },
  hosts: hostsOf({ appOrigin, address: ADDRESS, port: 0 }),
  handle: answerBy(handle, appOrigin),
});
door.listen(0, ADDRESS, () => process.stdout.write(`ready ${String((door.address() as AddressInfo).port)}\n`));

const parent = Number(process.env["HOLDFAST_PARENT_PID"]);
setInterval(() => {
  try {
    process.kill(parent, 0);
  } catch {
    process.exit(0);
  }
}, PARENT_CHECK_MS).unref();
process.on("SIGTERM", () => process.exit(0));
