// Who may import whom, as data: deny by default. The cruise rules, the planted violations and the page docs/architecture.md follow it.
// Rows stand in the order of the layers, ground first: a part may only name parts above it, so the parts can form no circle.

export interface Part {
  readonly name: string;
  /** Where the part lives, as a regular expression over paths from the root. No file matches two parts. */
  readonly where: string;
  /** Other parts it may import; a part may always import itself. */
  readonly parts: readonly string[];
  /** Packages it may import, by their npm names. */
  readonly packages: readonly string[];
  /** Whether it may use what Node itself brings. */
  readonly node: boolean;
}

const RULES = ["money", "policy", "ledger", "market", "identity", "step-up", "withdrawals"] as const;

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

const pure = (name: string, parts: readonly string[] = [], packages: readonly string[] = []): Part => ({
  name,
  where: `^lib/${name}/`,
  parts,
  packages,
  node: false,
});

/** A part of lib/server: every file of it says that it is server-only. */
const server = (name: string, parts: readonly string[], packages: readonly string[] = []): Part => ({
  name: `server/${name}`,
  where: `^lib/server/${name}(/|\\.ts$)`,
  parts,
  packages: ["server-only", ...packages],
  node: false,
});

const withNode = (part: Part): Part => ({ ...part, node: true });

/** The one file of the session room that the worker reads too is a part of its own. */
const withoutKnownAddresses = (part: Part): Part => ({ ...part, where: "^lib/server/session/(?!known-addresses\\.ts$)" });

/** The table, ground first. A folder without a row may import nothing and be imported by nobody. */
export const IMPORT_TABLE: readonly Part[] = [
  pure("ground"),
  pure("settings", ["ground"], ["zod"]),
  pure("money", ["ground"]),
  pure("policy"),
  pure("ledger", ["ground", "money"]),
  pure("market", ["ground", "money"]),
  pure("identity", ["ground"]),
  pure("step-up", ["ground", "money", "policy"]),
  pure("withdrawals", ["ground", "money", "policy", "step-up"]),
  pure("contracts", ["ground", "money", "policy", "step-up", "withdrawals"], ["zod", "aws-amplify"]),
  pure("notices", ["ground", "contracts"]),
  withNode(pure("approval", ["ground"], ["canonicalize", "@simplewebauthn/server"])),
  withNode(pure("receipt", ["ground", "money", "policy", "step-up", "withdrawals", "contracts", "approval"], ["viem", "zod"])),
  { name: "ports", where: "^lib/use-cases/ports/", parts: ["ground", ...RULES], packages: [], node: false },
  { name: "use-cases", where: "^lib/use-cases/[^/]+$", parts: ["ground", ...RULES, "ports"], packages: [], node: false },

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
    "server/refusal-error",
  ]),
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
        "server/step-up",
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
  { name: "front-door", where: "^lib/front-door/", parts: ["ground", "contracts"], packages: [], node: true },

  pure("client", ["ground", "money", "policy", "identity", "contracts"], ["aws-amplify", "react"]),
  {
    name: "components",
    where: "^components/",
    parts: ["ground", "money", "policy", "contracts", "client"],
    packages: ["react", "next", "radix-ui", "lucide-react", "class-variance-authority", "uqr"],
    node: false,
  },
  {
    name: "app",
    where: "^app/",
    parts: [
      "ground",
      "money",
      "policy",
      "contracts",
      "client",
      "components",
      "server/http",
      "server/session",
      "server/queries",
      "server/step-up",
      "server/addresses",
      "server/withdrawals",
      "server/acts",
      "server/cognito-proxy",
      "server/services",
    ],
    packages: ["react", "next", "geist"],
    node: false,
  },
  {
    name: "middleware",
    where: "^middleware\\.ts$",
    parts: ["ground", "contracts", "identity", "server/env", "server/clock", "server/tokens", "server/session"],
    packages: ["next"],
    node: false,
  },

  {
    name: "worker",
    where: "^worker/",
    parts: [
      "ground",
      ...RULES,
      "notices",
      "settings",
      "ports",
      "approval",
      "server/clock",
      "server/telemetry",
      "server/postgres",
      "server/mail",
      "server/freezes",
      "server/notices",
      "server/known-addresses",
    ],
    packages: ["viem", "zod", "server-only", "nodemailer"],
    node: true,
  },

  {
    name: "testpool",
    where: "^testpool/(?!conformance/)",
    parts: [],
    packages: ["otpauth", "@simplewebauthn/server", "smtp-server", "mailparser", "tsx"],
    node: true,
  },
  {
    // What holds the pool to clients and schemas of others; it does not ship.
    name: "conformance",
    where: "^testpool/conformance/",
    parts: ["testpool"],
    packages: ["@aws-sdk/client-cognito-identity-provider"],
    node: true,
  },
  {
    name: "scripts",
    where: "^scripts/",
    parts: ["ground", ...RULES, "contracts", "settings", "ports", "use-cases", "front-door", "approval", "receipt", "server/postgres"],
    packages: ["dependency-cruiser", "next", "pg", "solc", "viem", "vitest", "zod"],
    node: true,
  },
  {
    name: "testing",
    where: "^lib/testing/",
    parts: [
      "ground",
      ...RULES,
      "contracts",
      "settings",
      "ports",
      "use-cases",
      "server/clock",
      "server/telemetry",
      "server/tokens",
      "server/cognito",
      "server/postgres",
      "server/services",
      "server/session",
      "server/step-up",
      "server/withdrawals",
      "server/http",
      "client",
      "approval",
      "receipt",
      "worker",
      "scripts",
    ],
    packages: ["aws-amplify", "pg", "viem", "vitest"],
    node: true,
  },
  {
    name: "e2e",
    where: "^(e2e/(?!bench/)|playwright\\.config\\.ts$)",
    parts: ["ground", "money", "step-up", "withdrawals", "contracts", "approval", "receipt", "testing", "scripts"],
    packages: ["@playwright/test", "otpauth", "viem"],
    node: true,
  },
  {
    name: "bench",
    where: "^e2e/bench/",
    parts: ["ground", ...RULES, "settings", "approval", "contracts", "server/tokens", "server/postgres", "scripts", "testing", "e2e"],
    packages: ["@playwright/test", "@simplewebauthn/server", "aws-jwt-verify", "jose", "next"],
    node: true,
  },
];

/** Test files are leaves: they may import what they need to prove their point, and nobody imports them. */
export const TEST_FILE = "\\.(test|spec|contract\\.test)\\.tsx?$";

/** Files that tools insist on finding at the root; each tool reads its own, and no part imports them. */
export const ROOT_CONFIG = "^(\\.?[a-z-]+\\.config\\.(mjs|mts)|\\.dependency-cruiser\\.mjs|next-env\\.d\\.ts)$";
