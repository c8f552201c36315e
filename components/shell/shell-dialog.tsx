"use client";

import { type ReactNode, useEffect, useRef } from "react";

interface ShellDialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus, closes at Escape and gives the focus back. Open for as long as it is there. */
export function ShellDialog({ label, onClose, children }: ShellDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open !== false) return;
    dialog.current.showModal();
    // The browser would begin at whatever can take the focus first, which need not be the field.
    dialog.current.querySelector<HTMLElement>("input")?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        // Only the backdrop is the dialog itself; everything in it is a child.
        if (event.target === dialog.current) dialog.current.close();
      }}
      className="mx-auto mt-[12dvh] mb-auto w-[min(36rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-0 text-ink backdrop:bg-ground/70"
    >
      {children}
    </dialog>
  );
}
