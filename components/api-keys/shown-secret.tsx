"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { MadeApiKeyDto } from "@/lib/contracts/api-keys";

/** The one time that a key is seen. It is kept in this page's memory alone and is gone when the page is. */
export function ShownSecret({ made, onDone }: { readonly made: MadeApiKeyDto; readonly onDone: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section aria-labelledby="made-key" className="grid max-w-2xl gap-4 rounded-card border border-hold/40 bg-hold-soft p-4 sm:p-5">
      <div className="grid gap-1">
        <h2 id="made-key" ref={heading} tabIndex={-1} className="text-16 font-strong">
          “{made.key.name}” is made. Copy its key now
        </h2>
        <p>It is shown this once: nobody can read it again, including us. Whoever has it can read what you allowed.</p>
      </div>
      <code aria-label="The key" className="rounded-control border border-line bg-surface p-3 font-mono text-13 break-all">
        {made.secret}
      </code>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={made.secret} label="Copy the key" />
        <Button look="quiet" onClick={onDone}>
          I have stored it
        </Button>
      </div>
    </section>
  );
}
