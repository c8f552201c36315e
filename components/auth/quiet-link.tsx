import type { ReactNode } from "react";

/** Between the screens without a session every link loads a page: nothing of a half-done sign-in stays in memory. */
export function QuietLink({
  href,
  children,
}: {
  readonly href: "/sign-in" | "/sign-in/moved" | "/sign-up" | "/recover" | "/recover/codes" | "/recover/password" | "/recover/wait";
  readonly children: ReactNode;
}) {
  return (
    <a href={href} className="justify-self-start rounded-control py-0.5 underline decoration-line-strong underline-offset-4 hover:text-ink">
      {children}
    </a>
  );
}
