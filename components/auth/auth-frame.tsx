import type { ReactNode } from "react";
import { Mark } from "./mark";

/** One narrow column on the ground: the mark and one line above, the form, and quiet links below. */
export function AuthFrame({ line, children, below }: { readonly line: string; readonly children: ReactNode; readonly below: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[27rem] content-start gap-8 px-4 pt-12 pb-8 sm:pt-[14vh]">
      <header className="grid gap-3">
        <div className="flex items-center gap-2.5">
          <Mark />
          <span className="text-16 font-strong">Holdfast</span>
        </div>
        <p className="text-ink-2">{line}</p>
      </header>
      {children}
      <footer className="grid gap-2 border-t border-line pt-5 text-13 text-ink-2">{below}</footer>
    </main>
  );
}
