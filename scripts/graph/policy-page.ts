// docs/policy.md: the account's policy as people read it. Written from the table that the server obeys, so that the two cannot differ.
import {
  ACT_RULES,
  ASSET_RULES,
  GRANT_OPEN_SECONDS,
  HOLD_REASONS,
  HOLDS,
  holdsAgainst,
  ORDER_CAPS,
  PROOF_GOOD_SECONDS,
} from "@/lib/policy/account-policy";
import { SIGN_IN_RISK, SUSPICION_ANSWERS_MAX, SUSPICION_CODE_SECONDS, SUSPICION_RESEND_SECONDS } from "@/lib/policy/sign-in-risk";
import { PROOFS, PURPOSES } from "@/lib/policy/purpose";

const words = (name: string): string => name.replaceAll("_", " ");
const hours = (seconds: number): string => `${String(seconds / 3_600)} h`;

const proofsOf = (purpose: (typeof PURPOSES)[number]): string => {
  const { proofs, isPasskeyPreferred } = ACT_RULES[purpose];
  const list = proofs.map(words).join(" or ");
  return isPasskeyPreferred && proofs.length > 1 ? `${list}; a trader with a passkey uses that` : list;
};

const minutes = (seconds: number): string => `${String(seconds / 60)} min`;

const riskLines: readonly string[] = [
  "| A sign-in shows the mailbox besides | When |",
  "|---|---|",
  `| failed attempts | a new browser, and ${String(SIGN_IN_RISK.failures)} wrong passwords or codes at the account within ${minutes(SIGN_IN_RISK.failureWindowSeconds)} |`,
  `| after recovery | within ${hours(SIGN_IN_RISK.afterRecoverySeconds)} of a recovery or reset, in a browser that was not known before it and has not shown the mailbox since |`,
  `| network change | the ${String(SIGN_IN_RISK.networks)}rd provider network within ${minutes(SIGN_IN_RISK.networkWindowSeconds)}; the only one that holds for a passkey |`,
  `| long absence | a new browser, and no sign-in for ${String(SIGN_IN_RISK.absenceSeconds / 86_400)} days |`,
  "",
  `Its code works for ${minutes(SUSPICION_CODE_SECONDS)}; another can be sent after ${String(SUSPICION_RESEND_SECONDS)} s; ${String(SUSPICION_ANSWERS_MAX)} wrong answers end the sign-in.`,
  "",
];

/** The page's text. */
export const policyPage = (): string =>
  [
    "# What an account may do, and on which proof",
    "",
    "Generated from `lib/policy/account-policy.ts` and `lib/policy/sign-in-risk.ts` by `npx tsx scripts/graph/write-graph.ts`.",
    "",
    `An approval can be proven for ${String(GRANT_OPEN_SECONDS)} seconds and, once proven, used for ${String(PROOF_GOOD_SECONDS)} seconds, once, for exactly its terms.`,
    "",
    "| Act | Proof | Waits for holds after |",
    "|---|---|---|",
    ...PURPOSES.map(
      (purpose) => `| ${words(purpose)} | ${proofsOf(purpose)} | ${holdsAgainst(purpose).map(words).join(", ") || "nothing"} |`,
    ),
    "",
    "| Hold after | Lasts | Acts that wait |",
    "|---|---|---|",
    ...HOLD_REASONS.map(
      (reason) => `| ${words(reason)} | ${hours(HOLDS[reason].seconds)} | ${HOLDS[reason].blocks.map(words).join(", ")} |`,
    ),
    "",
    `| Asset | Fee | ${PROOFS.map((proof) => `${words(proof)}: at once | in a day`).join(" | ")} |`,
    `|---|---|${PROOFS.map(() => "---|---|").join("")}`,
    ...Object.entries(ASSET_RULES).map(
      ([asset, { fee, caps }]) =>
        `| ${asset} | ${fee} | ${PROOFS.map((proof) => `${caps[proof].single} | ${caps[proof].daily}`).join(" | ")} |`,
    ),
    "",
    ...riskLines,
    `| Paid in one order | ${PROOFS.map(words).join(" | ")} |`,
    `|---|${PROOFS.map(() => "---|").join("")}`,
    ...Object.entries(ORDER_CAPS).map(([asset, { caps }]) => `| ${asset} | ${PROOFS.map((proof) => caps[proof]).join(" | ")} |`),
    "",
  ].join("\n");
