"use client";

import { useEffect, useRef } from "react";
import { Button, buttonStyles } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

const textOf = (codes: readonly string[]): string => `Holdfast recovery codes. Each works once.\n\n${codes.join("\n")}\n`;

/** The codes, the one time that they can be seen: to copy, to keep as a file, or to print. */
export function RecoveryCodeSheet({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const text = textOf(codes);
  return (
    <div ref={box} tabIndex={-1} role="group" aria-label="Your recovery codes" className="grid w-full gap-4">
      <p className="max-w-prose">
        Keep these away from your phone and your password. We show them once; we keep only a trace from which nobody can read them.
      </p>
      <ol className="grid max-w-lg grid-cols-1 gap-x-8 gap-y-1 rounded-control border border-line bg-surface-2 p-4 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all" data-testid="recovery-code">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2" data-print="no">
        <CopyButton text={text} label="Copy codes" />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="holdfast-recovery-codes.txt"
          className={buttonStyles({ look: "secondary", small: true })}
        >
          Download
        </a>
        <Button
          look="secondary"
          small
          onClick={() => {
            print();
          }}
        >
          Print
        </Button>
      </div>
      <Button className="justify-self-start" onClick={onKept}>
        I have kept them
      </Button>
    </div>
  );
}
