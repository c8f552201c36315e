import type { ReactNode } from "react";

interface StepHeadingProps {
  readonly title: string;
  readonly position?: string | undefined;
  readonly children?: ReactNode;
}

/** The heading of one screen of a sign-in, with its place in the sequence where there is one. */
export function StepHeading({ title, position, children }: StepHeadingProps) {
  return (
    <div className="grid gap-1">
      {position === undefined ? null : <p className="text-13 text-ink-2">{position}</p>}
      <h1 className="text-20 font-strong">{title}</h1>
      {children === undefined ? null : <div className="text-ink-2">{children}</div>}
    </div>
  );
}
