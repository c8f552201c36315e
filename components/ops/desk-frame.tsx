import type { ReactNode } from "react";
import { Mark } from "@/components/auth/mark";
import { DeskBand } from "./desk-band";
import { DeskAccount } from "./desk-account";
import { DeskWatch } from "./desk-watch";

const PAGES = [
  ["/ops", "Desk"],
  ["/ops/traders", "Traders"],
  ["/ops/alerts", "Alerts"],
  ["/ops/security", "Your access"],
] as const;

/** The frame of every signed-in page of the desk: no rail, no bar at the thumb, nothing that a trader's app has. */
export function DeskFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div data-side="desk" className="min-h-dvh">
      <a
        href="#content"
        className="sr-only z-30 rounded-control bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <DeskBand />
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b-2 border-accent bg-surface px-4 py-2 lg:px-8" data-print="no">
        <div className="flex items-center gap-2.5">
          <Mark size={24} />
          <span className="text-16 font-strong">Holdfast desk</span>
        </div>
        <nav aria-label="Desk">
          <ul className="flex flex-wrap gap-x-4">
            {PAGES.map(([href, name]) => (
              <li key={href}>
                <a href={href} className="rounded-control py-2 underline decoration-line-strong underline-offset-4 hover:text-accent">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <DeskAccount />
      </header>
      <main id="content" tabIndex={-1} className="mx-auto grid max-w-6xl gap-8 *:min-w-0 px-4 py-6 lg:px-8 lg:py-8">
        {children}
      </main>
      <DeskWatch />
    </div>
  );
}
