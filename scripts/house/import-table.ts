// Who may import whom, as data: deny by default. The cruise rules, the planted violations and the page docs/architecture.md follow it.
// Rows stand in the order of the layers, ground first: a part may only name parts above it, so the parts can form no circle.
import { pure, RULES, withNode, type Part } from "./part";
import { SERVER_PARTS } from "./server-parts";

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
  pure("recovery", ["ground", "policy"]),
  pure("withdrawals", ["ground", "money", "policy", "step-up"]),
  pure("orders", ["ground", "money", "policy", "withdrawals"]),
  pure("contracts", ["ground", "money", "policy", "step-up", "recovery", "withdrawals", "orders"], ["zod", "aws-amplify"]),
  pure("auth-graph", ["ground", "policy", "contracts"]),
  pure("notices", ["ground", "contracts"]),
  withNode(pure("approval", ["ground"], ["canonicalize", "@simplewebauthn/server"])),
  withNode(pure("receipt", ["ground", "money", "policy", "step-up", "withdrawals", "contracts", "approval"], ["viem", "zod"])),
  { name: "ports", where: "^lib/use-cases/ports/", parts: ["ground", ...RULES], packages: [], node: false },
  { name: "use-cases", where: "^lib/use-cases/[^/]+$", parts: ["ground", ...RULES, "ports"], packages: [], node: false },

  ...SERVER_PARTS,
  { name: "front-door", where: "^lib/front-door/", parts: ["ground", "contracts"], packages: [], node: true },

  pure("client", ["ground", "money", "policy", "identity", "recovery", "contracts"], ["aws-amplify", "react"]),
  {
    name: "components",
    where: "^components/",
    parts: ["ground", "money", "policy", "recovery", "contracts", "client"],
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
      "server/profile",
      "server/step-up",
      "server/passkeys",
      "server/addresses",
      "server/withdrawals",
      "server/orders",
      "server/acts",
      "server/cognito-proxy",
      "server/recovery",
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
    // Deployed as functions of the pool: they bring nothing along and know nothing of the product.
    name: "triggers",
    where: "^infra/triggers/",
    parts: [],
    packages: [],
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
    parts: [
      ...["ground", ...RULES, "contracts", "auth-graph", "settings", "ports", "use-cases", "front-door", "approval", "receipt"],
      "server/postgres",
    ],
    packages: ["@viz-js/viz", "dependency-cruiser", "next", "pg", "solc", "viem", "vitest", "zod"],
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
      "server/recovery",
      "server/withdrawals",
      "server/orders",
      "server/chain",
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
