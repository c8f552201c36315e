import { exactTime } from "@/components/ui/server-time";
import { waitText } from "@/components/ui/wait-text";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import { DESK_ACT_WORDS } from "@/lib/desk/desk-act";
import { DeskSlip } from "./desk-slip";

interface RequestSlipProps {
  readonly request: DeskRequestDto;
  readonly closing: string;
}

/** A request of the desk as its slip. */
export function RequestSlip({ request, closing }: RequestSlipProps) {
  const { terms, termsHash, traderMasked } = request;
  const words = DESK_ACT_WORDS[terms.act];
  const rows = [
    { label: "Trader", value: `${traderMasked} · ${terms.trader}` },
    ...(terms.subject === "self" ? [] : [{ label: "About", value: terms.subject }]),
    { label: "What follows", value: words.effect },
    { label: "Somebody waits", value: terms.waitSeconds === null ? "Nobody" : waitText(terms.waitSeconds) },
    { label: "Why", value: terms.reason },
    { label: "Asked for by", value: terms.requestedBy },
    { label: "Written down", value: exactTime(terms.draftedAt) },
  ];
  return <DeskSlip isHeaded title={words.title} {...{ rows, closing, termsHash }} />;
}
