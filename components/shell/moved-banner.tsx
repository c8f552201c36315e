"use client";

import { use } from "react";
import type { StandingDto } from "@/lib/contracts/holds";

/** Above every page of a trader who came from another user store, until they have read what that changed. */
export function MovedBanner({ standing }: { readonly standing: Promise<StandingDto | null> }) {
  const known = use(standing);
  if (known?.hasMoved !== true) return null;
  return (
    <section aria-label="Your account has moved" className="border-b border-accent/40 bg-accent-soft" data-print="no">
      <p className="mx-auto max-w-6xl px-4 py-3 lg:px-8">
        <span className="font-strong">Your account has moved here.</span> Some rules are new: how you get back in, what waits, and what
        protects a withdrawal.{" "}
        <a href="/security/what-changed" className="underline underline-offset-4">
          Read what changed
        </a>
      </p>
    </section>
  );
}
