"use client";

import { useEffect, useRef } from "react";

/** What an act has done, in a line. Where the act's own controls are gone, reading goes on here. */
export function News({ text, className = "" }: { readonly text: string; readonly className?: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text !== "" && document.activeElement === document.body) line.current?.focus();
  }, [text]);
  return (
    <p ref={line} role="status" tabIndex={-1} className={`empty:hidden ${className}`}>
      {text}
    </p>
  );
}
