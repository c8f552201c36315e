import type { ReactNode } from "react";

/** What will appear here, and how it comes to appear. */
export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-1 rounded-card border border-dashed border-line-strong p-6">
      <p className="text-16 font-strong">{title}</p>
      <div className="max-w-prose text-ink-2">{children}</div>
    </div>
  );
}
