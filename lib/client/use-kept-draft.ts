// A form that keeps what is typed until it is used, so that the end of a session costs nobody their work.
import { useCallback, useEffect, useRef } from "react";
import { dropDraft, findDraft, keepDraft, type DraftFields, type DraftForm } from "./drafts";
import { isLookingOnly } from "./looking-only";
import { useSession } from "./session-store";

/** What a form calls: `keep` at every change, `drop` once it was used. */
export interface KeptDraft {
  readonly keep: (fields: DraftFields) => void;
  readonly drop: () => void;
}

/**
 * Hands what this trader typed before to `restore`, once, and only while nothing was typed since. A session that may only look keeps nothing.
 * `restore` must keep its identity between renders.
 */
export function useKeptDraft(form: DraftForm, restore: (fields: DraftFields) => void): KeptDraft {
  const session = useSession();
  const sub = session === null || session.session.isViewOnly || isLookingOnly() ? null : session.user.sub;
  const typed = useRef<DraftFields | null>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    if (sub === null || isAsked.current) return;
    isAsked.current = true;
    const found = findDraft(form, sub);
    if (typed.current !== null) keepDraft(form, sub, typed.current);
    else if (found !== null) restore(found);
  }, [form, sub, restore]);
  const keep = useCallback(
    (fields: DraftFields) => {
      typed.current = fields;
      if (sub !== null) keepDraft(form, sub, fields);
    },
    [form, sub],
  );
  const drop = useCallback(() => {
    typed.current = null;
    dropDraft(form);
  }, [form]);
  return { keep, drop };
}
