import { describe, expect, it } from "vitest";
import { createEventReader, type EventFrame, HEARTBEAT_FRAME, writeEventFrame } from "./event-frames";

const FRAMES: readonly EventFrame[] = [
  { event: "trade", id: "7", data: '{"a":"1: 2"}' },
  { event: "reset", id: null, data: "" },
  { event: "trade", id: "9", data: "two\nlines" },
];
const TEXT = FRAMES.map(writeEventFrame).join(HEARTBEAT_FRAME);

describe("frames of a stream", () => {
  it("are read as they were written, wherever the network cuts them", () => {
    for (let size = 1; size <= TEXT.length; size += 1) {
      const read = createEventReader();
      const pieces = Array.from({ length: Math.ceil(TEXT.length / size) }, (_, at) => TEXT.slice(at * size, (at + 1) * size));
      expect(pieces.flatMap((piece) => read(piece))).toEqual(FRAMES);
    }
  });

  it("hold no event that the data made up", () => {
    const text = writeEventFrame({ event: "trade", id: "1", data: "x\n\nevent: trade\rid: 2" });
    expect(createEventReader()(text)).toEqual([{ event: "trade", id: "1", data: "x\n\nevent: trade\nid: 2" }]);
  });

  it("are no event while they are a heartbeat, or not whole", () => {
    const read = createEventReader();
    expect(read(HEARTBEAT_FRAME)).toEqual([]);
    expect(read("event: trade\nid: 1\ndata: x\n")).toEqual([]);
    expect(read("\n")).toHaveLength(1);
  });
});
