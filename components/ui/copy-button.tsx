"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";

/** Copies exactly the given text and says so for a moment. Where the browser forbids it, it says that instead. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => {
      setOutcome(null);
    }, 2500);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => {
        setOutcome("copied");
      },
      () => {
        setOutcome("refused");
      },
    );
  };
  return (
    <span className="inline-flex items-center gap-2">
      <Button look="secondary" small onClick={copy}>
        {label}
      </Button>
      <span role="status" className="text-13 text-ink-2 empty:hidden">
        {outcome === "copied" ? "Copied" : outcome === "refused" ? "Select the text and copy it" : ""}
      </span>
    </span>
  );
}
