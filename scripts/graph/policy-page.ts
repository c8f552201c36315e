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
import { PROOFS, PURPOSES } from "@/lib/policy/purpose";

const words = (name: string): string => name.replaceAll("_", " ");
const hours = (seconds: number): string => `${String(seconds / 3_600)} h`;

const proofsOf = (purpose: (typeof PURPOSES)[number]): string => {
  const { proofs, isPasskeyPreferred } = ACT_RULES[purpose];
  const list = proofs.map(words).join(" or ");
  return isPasskeyPreferred && proofs.length > 1 ? `${list}; a trader with a passkey uses that` : list;
};

/** The page's text. */
export const policyPage = (): string =>
  [
    "# What an account may do, and on which proof",
    "",
    "Generated from `lib/policy/account-policy.ts` by `npx tsx scripts/graph/write-graph.ts`.",
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
    `| Paid in one order | ${PROOFS.map(words).join(" | ")} |`,
    `|---|${PROOFS.map(() => "---|").join("")}`,
    ...Object.entries(ORDER_CAPS).map(([asset, { caps }]) => `| ${asset} | ${PROOFS.map((proof) => caps[proof]).join(" | ")} |`),
    "",
  ].join("\n");
