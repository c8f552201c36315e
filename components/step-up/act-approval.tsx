"use client";

import { type ComponentProps, type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ApprovalPanel } from "./approval-panel";

type Panel = ComponentProps<typeof ApprovalPanel>;

interface ActApprovalProps extends Pick<Panel, "context" | "noteOf"> {
  readonly title: string;
  /** What to look at before approving, and what follows. */
  readonly children: ReactNode;
  readonly purpose: Panel["act"]["purpose"];
  readonly stored: { readonly id: string; readonly terms: object; readonly termsHash: string };
  /** Does the act with the grant. Must keep its identity between renders. */
  readonly confirm: (id: string, grantId: string) => Promise<void>;
  readonly onLeave: () => void;
  readonly onExpired: () => Promise<void>;
}

/** The approval of something that waits in a list: it takes the focus, shows the slip, and can be left for later. */
export function ActApproval({ title, children, purpose, stored, context, noteOf, confirm, onLeave, onExpired }: ActApprovalProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const headingId = useId();
  const { id, terms, termsHash } = stored;
  const perform = useCallback((grantId: string) => confirm(id, grantId), [id, confirm]);
  const slip = useMemo(() => ({ terms: { ...terms }, termsHash }), [terms, termsHash]);
  const expire = useCallback(() => void onExpired(), [onExpired]);
  return (
    <section aria-labelledby={headingId} className="grid max-w-2xl gap-4">
      <div className="grid gap-1">
        <h2 id={headingId} ref={heading} tabIndex={-1} className="text-16 font-strong">
          {title}
        </h2>
        <p className="text-ink-2">{children}</p>
      </div>
      <ApprovalPanel
        act={{ purpose, subjectId: id, perform }}
        context={context}
        stored={slip}
        onExpired={expire}
        {...(noteOf === undefined ? {} : { noteOf })}
      />
      <div>
        <Button look="quiet" onClick={onLeave}>
          Not now
        </Button>
      </div>
    </section>
  );
}
