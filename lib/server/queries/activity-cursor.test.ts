import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseActivityCursor, writeActivityCursor } from "./activity-cursor";

const place = { occurredAtSeconds: 1_800_000_000, accountVersion: 42n, id: "0b9ae0de-4a1c-4f6e-9d5c-1f2a3b4c5d6e" };

describe("an activity cursor", () => {
  it("is read back as it was written, for every place", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999_999 }),
        fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }),
        fc.uuid(),
        (occurredAtSeconds, accountVersion, id) => {
          const any = { occurredAtSeconds, accountVersion, id };
          expect(parseActivityCursor(writeActivityCursor(any))).toEqual(any);
        },
      ),
    );
  });

  const written = writeActivityCursor(place);
  const spelled = (text: string): string => Buffer.from(text).toString("base64url");

  it.each([
    ["nothing", ""],
    ["a word", "page2"],
    ["padding", `${written}=`],
    ["a space around it", ` ${written}`],
    ["ordinary base64", Buffer.from("ÿÿÿ").toString("base64")],
    ["a cut end", written.slice(0, -2)],
    ["a negative time", spelled(`-1.42.${place.id}`)],
    ["a leading zero", spelled(`01.42.${place.id}`)],
    ["a float", spelled(`1e5.42.${place.id}`)],
    ["a time beyond the calendar", spelled(`999999999999.42.${place.id}`)],
    ["capitals in the id", spelled(`1.42.${place.id.toUpperCase()}`)],
    ["SQL", spelled(`1.42.${place.id}' OR 1=1`)],
    ["a newline at the end", spelled(`1.42.${place.id}\n`)],
    ["megabytes", "A".repeat(5_000_000)],
  ])("is refused when it is %s", (_name, cursor) => {
    expect(parseActivityCursor(cursor)).toBeNull();
  });
});
