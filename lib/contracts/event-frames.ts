// Server-sent events (WHATWG HTML §9.2) as both sides of our streams write and read them.

/** One event. `id` is null for an event without one. */
export interface EventFrame {
  readonly event: string;
  readonly id: string | null;
  readonly data: string;
}

/** A comment: it keeps the connection open and is no event. */
export const HEARTBEAT_FRAME = ": still here\n\n";

/** The frame as it travels. Data of several lines is cut into as many fields. Event and id are ours and hold no line break. */
export function writeEventFrame({ event, id, data }: EventFrame): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `event: ${event}\n${id === null ? "" : `id: ${id}\n`}${lines.join("")}\n`;
}

/** A reader that is given the text in pieces, cut anywhere, and answers the events that each piece completes. */
export function createEventReader(): (piece: string) => EventFrame[] {
  let rest = "";
  return (piece) => {
    rest += piece;
    const frames = rest.split("\n\n");
    rest = frames.pop() ?? "";
    return frames.flatMap((frame) => readFrame(frame));
  };
}

function readFrame(text: string): EventFrame[] {
  const fields = text.split("\n").flatMap((line) => {
    const match = /^(event|id|data):(?: )?(.*)$/.exec(line);
    return match === null ? [] : [{ name: match[1] ?? "", value: match[2] ?? "" }];
  });
  const of = (name: string): string[] => fields.filter((field) => field.name === name).map(({ value }) => value);
  const data = of("data");
  return data.length === 0 ? [] : [{ event: of("event").at(-1) ?? "message", id: of("id").at(-1) ?? null, data: data.join("\n") }];
}
