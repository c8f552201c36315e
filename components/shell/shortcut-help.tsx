"use client";

import { Button } from "@/components/ui/button";
import { chooseShortcuts, useShortcutChoice } from "@/lib/client/shortcut-choice";
import { PAGES } from "./pages";
import { ShellDialog } from "./shell-dialog";

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl K", "Command menu"],
  ["/", "Search on this page"],
  ["?", "This list"],
  ...PAGES.map(({ letter, name }): readonly [string, string] => [`g ${letter}`, name]),
];

/** What the keys do, and the way to turn single keys off. */
export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const isOn = useShortcutChoice();
  return (
    <ShellDialog label="Keyboard shortcuts" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-16 font-strong">Keyboard shortcuts</h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
          {KEYS.map(([keys, name]) => (
            <div key={keys} className="contents">
              <dt>
                <kbd className="rounded-control border border-line px-1.5 py-0.5 font-mono text-12">{keys}</kbd>
              </dt>
              <dd>{name}</dd>
            </div>
          ))}
        </dl>
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
          <p className="text-13 text-ink-2">{isOn ? "Single keys are on in this browser." : "Single keys are off. Ctrl K still works."}</p>
          <div className="flex gap-2">
            <Button
              look="secondary"
              small
              onClick={() => {
                chooseShortcuts(!isOn);
              }}
            >
              {isOn ? "Turn single keys off" : "Turn single keys on"}
            </Button>
            <Button look="quiet" small onClick={onClose}>
              Close
            </Button>
          </div>
        </div>
      </div>
    </ShellDialog>
  );
}
