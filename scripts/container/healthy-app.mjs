// HEALTHCHECK of the app's image: asks the server in this container whether it is alive. It answers to the product's own host only.
import { request } from "node:http";

const { APP_ORIGIN = "", PORT = "3000" } = process.env;
const asked = request({
  host: "127.0.0.1",
  port: Number(PORT),
  path: "/api/health",
  headers: { host: new URL(APP_ORIGIN).host },
  timeout: 4_000,
});
asked.once("response", ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
asked.once("timeout", () => process.exit(1));
asked.once("error", () => process.exit(1));
asked.end();
