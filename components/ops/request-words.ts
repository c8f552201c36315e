// What a request is called in each of its states, and what each line of its story says.
import type { RequestState } from "@/lib/contracts/desk";

export const STATE_WORDS: Readonly<Record<RequestState, string>> = {
  draft: "Not signed yet",
  open: "Waits for a second person",
  approved: "Approved and done",
  rejected: "Rejected",
  withdrawn: "Taken back",
  expired: "Expired without a decision",
};

const STEPS: Readonly<Record<string, string>> = {
  desk_requested: "asked for it",
  desk_approved: "approved it",
  desk_rejected: "rejected it",
  desk_withdrawn: "took it back",
  desk_took_effect: "saw it take effect",
  desk_refused: "was refused",
};

/** Such as "desk-4k7q2m was refused (forbidden)". */
export const stepWords = (kind: string, by: string, note: string): string =>
  `${by} ${STEPS[kind] ?? kind.replaceAll("_", " ")}${note === "" ? "" : ` (${note})`}`;
