import type { ReactNode } from "react";

interface Notes {
  readonly id: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
}

/** Under a field: what it wants to know, or what is wrong with what it got. */
export function FieldNotes({ id, hint, fault }: Notes) {
  return (
    <>
      {fault === undefined ? null : (
        <p id={`${id}-fault`} className="text-13 text-down">
          {fault}
        </p>
      )}
      {hint === undefined ? null : (
        <div id={`${id}-hint`} className="text-13 text-ink-2">
          {hint}
        </div>
      )}
    </>
  );
}

/** What a field is described by, for `aria-describedby`. */
export function noteIds(id: string, hint: ReactNode, fault: string | undefined, more?: string): string | undefined {
  const ids = [fault === undefined ? "" : `${id}-fault`, hint === undefined ? "" : `${id}-hint`, more ?? ""].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
}
