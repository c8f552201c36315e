// What a trader is told of the support desk besides the words of the event: what, who and why; and of a notice that was sent again, which one.
import { DESK_ACT_WORDS, isDeskAct } from "@/lib/desk/desk-act";
import { wordsOfEvent } from "./event-words";

/** What an event of the desk keeps, as plain facts. */
export type EventDetail = Readonly<Record<string, unknown>>;

const textOf = (detail: EventDetail, name: string): string => (typeof detail[name] === "string" ? detail[name] : "");

function ofRepeated(detail: EventDetail): readonly string[] {
  const { title, sentence } = wordsOfEvent(textOf(detail, "of"));
  return [`The notice was: “${title}”, of ${textOf(detail, "at")}. ${sentence}`];
}

/** The lines, in their order; none for an event that the desk had no hand in. */
export function deskLines(kind: string, detail: EventDetail): readonly string[] {
  if (!kind.startsWith("desk_")) return [];
  const act = textOf(detail, "act");
  const [by, second, reason] = [textOf(detail, "by"), textOf(detail, "second"), textOf(detail, "reason")];
  return [
    ...(isDeskAct(act) ? [`What: ${DESK_ACT_WORDS[act].title}. ${DESK_ACT_WORDS[act].effect}`] : []),
    ...(kind === "desk_notice_repeated" ? ofRepeated(detail) : []),
    ...(by === "" ? [] : [`Who: ${second === "" ? by : `${by}, with ${second}`}`]),
    ...(reason === "" ? [] : [`Why, in their words: ${reason}`]),
  ];
}
