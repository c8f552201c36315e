// The rows of lib/server, in the order of their layers: what a room may import stands above it.
import { RULES, server, withNode, type Part } from "./part";

/** What a room of the server needs to keep and answer a trader's data. */
const DATA = [
  "server/postgres",
  "server/mail",
  "server/known-addresses",
  "server/freezes",
  "server/services",
  "server/session",
  "server/refusal-error",
] as const;

/** The one file of the session room that the worker reads too is a part of its own. */
const withoutKnownAddresses = (part: Part): Part => ({ ...part, where: "^lib/server/session/(?!known-addresses\\.ts$)" });

/** The rooms of the server. */
export const SERVER_PARTS: readonly Part[] = [
  server("env", ["ground", "settings"]),
  withNode(server("clock", ["ground", "ports"])),
  server("telemetry", ["ground"], ["pino"]),
  withNode(server("tokens", ["ground", "settings", "identity", "server/env"], ["jose"])),
  withNode(server("cognito", ["ground", "settings", "server/env"])),
  withNode(server("postgres", ["ground", ...RULES, "ports"], ["pg"])),
  withNode(server("mail", ["ground", "server/postgres"])),
  withNode(server("freezes", ["ground", "server/postgres"])),
  withNode(server("notices", ["ground", "notices", "server/postgres"])),
  {
    name: "server/known-addresses",
    where: "^lib/server/session/known-addresses\\.ts$",
    parts: ["ground", "identity", "server/postgres"],
    packages: ["server-only"],
    node: false,
  },
  // What the worker and the product both ask of signals: reading the feed, and the key of a webhook.
  withNode(server("signal-store", ["ground", "settings", "signals", "server/postgres"])),
  server("chain", ["ground", "money", "market", "ports"], ["viem"]),
  server("services", [
    "ground",
    "settings",
    "ports",
    "server/env",
    "server/clock",
    "server/telemetry",
    "server/tokens",
    "server/postgres",
    "server/chain",
  ]),
  {
    name: "server/refusal-error",
    where: "^lib/server/http/refusal-error\\.ts$",
    parts: ["contracts"],
    packages: ["server-only"],
    node: false,
  },
  withNode(
    withoutKnownAddresses(
      server(
        "session",
        [
          "ground",
          "settings",
          "policy",
          "identity",
          "contracts",
          "server/tokens",
          "server/cognito",
          "server/postgres",
          "server/mail",
          "server/known-addresses",
          "server/freezes",
          "server/services",
          "server/refusal-error",
        ],
        ["next", "react"],
      ),
    ),
  ),
  withNode(
    server(
      "step-up",
      ["ground", "policy", "identity", "step-up", "contracts", "approval", "server/env", "server/cognito", ...DATA],
      ["zod"],
    ),
  ),
  withNode(server("recovery", ["ground", "policy", "step-up", "recovery", "contracts", ...DATA, "server/step-up"])),
  server("passkeys", ["ground", "policy", "contracts", ...DATA, "server/step-up"], ["zod"]),
  withNode(
    server("addresses", ["ground", "policy", "step-up", "withdrawals", "contracts", "approval", ...DATA, "server/step-up"], ["viem"]),
  ),
  withNode(
    server("withdrawals", [
      "ground",
      "money",
      "policy",
      "ledger",
      "step-up",
      "withdrawals",
      "contracts",
      "approval",
      "receipt",
      ...DATA,
      "server/step-up",
      "server/addresses",
    ]),
  ),
  withNode(server("signals", ["ground", "money", "signals", "contracts", ...DATA, "server/signal-store"])),
  server("acts", [
    "ground",
    "policy",
    "step-up",
    "contracts",
    ...DATA,
    "server/notices",
    "server/step-up",
    "server/addresses",
    "server/withdrawals",
  ]),
  server("queries", [
    "ground",
    ...RULES,
    "contracts",
    "ports",
    "use-cases",
    "notices",
    "server/postgres",
    "server/freezes",
    "server/services",
    "server/session",
    "server/recovery",
    "server/refusal-error",
  ]),
  server(
    "profile",
    ["ground", "server/env", "server/postgres", "server/services", "server/session"],
    ["@aws-amplify/adapter-nextjs", "aws-amplify"],
  ),
  withNode(
    server(
      "cognito-proxy",
      [
        "ground",
        "settings",
        "policy",
        "identity",
        "contracts",
        "server/env",
        "server/tokens",
        "server/cognito",
        ...DATA,
        "step-up",
        "recovery",
        "server/step-up",
        "server/recovery",
        "server/passkeys",
      ],
      ["zod", "@simplewebauthn/server"],
    ),
  ),
  {
    name: "server/http",
    where: "^lib/server/http/(?!refusal-error\\.ts$)",
    parts: ["ground", "identity", "contracts", "server/telemetry", "server/services", "server/session", "server/refusal-error"],
    packages: ["server-only", "next", "react", "zod"],
    node: true,
  },
];
