import type { ReactNode } from "react";

export function PageHeading({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h1 className="text-20 font-strong">{title}</h1>
      {children === undefined ? null : <div className="text-13 text-ink-2">{children}</div>}
    </div>
  );
}
