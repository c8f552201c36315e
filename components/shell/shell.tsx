import type { ReactNode } from "react";
import { Mark } from "@/components/auth/mark";
import { AccountPopover } from "./account-popover";
import { ExactCopies } from "./exact-copies";
import { MorePages } from "./more-pages";
import { PageLinks } from "./page-links";
import { SessionEndWarning } from "./session-end-warning";
import { SessionWatch } from "./session-watch";
import { ShellKeys } from "./shell-keys";
import { SignOutButton } from "./sign-out-button";

/** The frame of every signed-in screen: a rail on wide screens, a bar at the thumb on narrow ones, the session on top. */
export function Shell({ banner, children }: { readonly banner: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-30 rounded-control bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-6 border-r border-line bg-surface p-3 lg:flex" data-print="no">
        <Brand className="px-3 pt-2" />
        <nav aria-label="Main">
          <ul className="grid gap-1">
            <PageLinks look="rail" which="all" />
          </ul>
        </nav>
      </aside>
      <div className="min-w-0 pb-20 lg:pb-8">
        <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-surface px-4 lg:px-8" data-print="no">
          <Brand className="lg:hidden" />
          <div className="ml-auto flex items-center gap-1">
            <ShellKeys />
            <AccountPopover />
            <SignOutButton />
          </div>
        </header>
        {banner}
        <main id="content" tabIndex={-1} className="mx-auto grid max-w-6xl gap-8 *:min-w-0 px-4 py-6 lg:px-8 lg:py-8">
          {children}
        </main>
      </div>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
        data-print="no"
      >
        <ul className="flex">
          <PageLinks look="bar" which="bar" />
          <MorePages />
        </ul>
      </nav>
      <SessionEndWarning />
      <SessionWatch />
      <ExactCopies />
    </div>
  );
}

function Brand({ className }: { readonly className: string }) {
  return (
    <div className={`flex items-center gap-2.5 ${className}`}>
      <Mark size={24} />
      <span className="text-16 font-strong">Holdfast</span>
    </div>
  );
}
