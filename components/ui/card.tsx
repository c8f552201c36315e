import { useId, type ReactNode } from "react";

interface CardProps {
  readonly title?: string;
  readonly id?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A surface with a heading of its own. */
export function Card({ title, id, aside, children }: CardProps) {
  const headingId = useId();
  return (
    <section
      id={id}
      aria-labelledby={title === undefined ? undefined : headingId}
      className="grid min-w-0 content-start gap-4 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      {title === undefined ? null : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id={headingId} className="text-16 font-strong">
            {title}
          </h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
