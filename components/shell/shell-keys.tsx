"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { buttonStyles } from "@/components/ui/button";
import { areShortcutsOn } from "@/lib/client/shortcut-choice";
import { readShortcut, type Shortcut } from "./read-shortcut";

// Loaded when somebody asks for them: no page pays for a menu that stays shut.
const CommandMenu = dynamic(async () => (await import("./command-menu")).CommandMenu, { ssr: false });
const ShortcutHelp = dynamic(async () => (await import("./shortcut-help")).ShortcutHelp, { ssr: false });

/** The button of the command menu, and everything that keys do anywhere in the shell. */
export function ShellKeys() {
  const router = useRouter();
  const [shown, setShown] = useState<"menu" | "help" | null>(null);
  const gAtMs = useRef<number | null>(null);
  const close = () => {
    setShown(null);
  };
  useEffect(() => {
    const act = (shortcut: Shortcut) => {
      if (shortcut.kind === "page") router.push(shortcut.href);
      if (shortcut.kind === "menu" || shortcut.kind === "help") setShown(shortcut.kind);
      if (shortcut.kind === "search") document.querySelector<HTMLElement>("main [type=search]")?.focus();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const shortcut = isMenuKey(event) ? ({ kind: "menu" } as const) : readSingle(event, gAtMs.current);
      gAtMs.current = shortcut?.kind === "waits" ? event.timeStamp : null;
      if (shortcut === null || shortcut.kind === "waits") return;
      event.preventDefault();
      act(shortcut);
    };
    addEventListener("keydown", onKeyDown);
    return () => {
      removeEventListener("keydown", onKeyDown);
    };
  }, [router]);
  return (
    <>
      <button
        type="button"
        className={buttonStyles({ look: "quiet", className: "px-3" })}
        aria-keyshortcuts="Control+K"
        onClick={() => {
          setShown("menu");
        }}
      >
        <Search aria-hidden="true" size={16} strokeWidth={1.75} />
        <span className="sr-only sm:not-sr-only">Go to</span>
        <kbd className="hidden rounded-control border border-line px-1.5 font-mono text-12 font-normal lg:inline">Ctrl K</kbd>
      </button>
      {shown === "menu" ? <CommandMenu onClose={close} /> : null}
      {shown === "help" ? <ShortcutHelp onClose={close} /> : null}
    </>
  );
}

const isMenuKey = (event: KeyboardEvent): boolean => event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;

/** A single key counts only where nobody types and no dialog waits for an answer. */
function readSingle(event: KeyboardEvent, gAtMs: number | null): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !areShortcutsOn()) return null;
  const target = event.target instanceof Element ? event.target : null;
  const isTyping = target?.closest("input, textarea, select, [contenteditable], [role=combobox], dialog, [role=dialog]") ?? null;
  return isTyping === null ? readShortcut(event.key, gAtMs === null ? null : event.timeStamp - gAtMs) : null;
}
