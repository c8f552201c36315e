// What is typed into a form survives the end of a session, in this tab and for the trader who typed it. No form with a secret may use it.

/** The forms that keep what is typed. */
export type DraftForm = "withdrawal" | "address" | "order";

/** The fields of a form by name. */
export type DraftFields = Readonly<Record<string, string>>;

const PREFIX = "holdfast.draft.";
const FIELD_CHARACTERS_MAX = 400;

const attempt = <Value>(work: (storage: Storage) => Value): Value | null => {
  try {
    return work(sessionStorage);
  } catch {
    // Keeping is a kindness; a full or forbidden storage must not stop a form.
    return null;
  }
};

/** Keeps the fields for this trader; they replace what was kept of this form. */
export function keepDraft(form: DraftForm, sub: string, fields: DraftFields): void {
  attempt((storage) => {
    storage.setItem(PREFIX + form, JSON.stringify({ sub, fields }));
  });
}

/** What this trader typed, or null. What another trader typed is erased and not shown. */
export function findDraft(form: DraftForm, sub: string): DraftFields | null {
  const text = attempt((storage) => storage.getItem(PREFIX + form)) ?? "null";
  const fields = readDraft(text, sub);
  if (fields === null) dropDraft(form);
  return fields;
}

/** Erases what was kept of one form: it was used. */
export function dropDraft(form: DraftForm): void {
  attempt((storage) => {
    storage.removeItem(PREFIX + form);
  });
}

/** Erases everything that was kept: the trader signed out. */
export function dropDrafts(): void {
  attempt((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
  });
}

function readDraft(text: string, sub: string): DraftFields | null {
  const kept: unknown = attempt(() => JSON.parse(text) as unknown);
  if (typeof kept !== "object" || kept === null || !("sub" in kept) || kept.sub !== sub || !("fields" in kept)) return null;
  if (typeof kept.fields !== "object" || kept.fields === null) return null;
  const texts = Object.entries(kept.fields).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string" && pair[1].length <= FIELD_CHARACTERS_MAX,
  );
  return Object.fromEntries(texts);
}
