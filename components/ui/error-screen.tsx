"use client";

import { Button } from "./button";
import { SupportCode } from "./support-code";

interface ErrorScreenProps {
  readonly error: Error & { readonly digest?: string };
}

/** What a page shows when it did not come together: whose fault it is, what was not harmed, and one way on. */
export function ErrorScreen({ error }: ErrorScreenProps) {
  return (
    <div role="alert" className="mx-auto grid w-full max-w-[27rem] gap-4 px-4 py-16">
      <h1 className="text-20 font-strong">This page did not come together</h1>
      <p className="text-ink-2">The fault is ours. Nothing was changed, and nobody was signed out.</p>
      <SupportCode code={error.digest ?? "page_failed"} />
      <div>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          Try again
        </Button>
      </div>
    </div>
  );
}
