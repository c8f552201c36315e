"use client";

import { CircleUser } from "lucide-react";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { buttonStyles } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton } from "@/components/ui/skeleton";
import { factorNames } from "@/lib/client/factor-names";
import { useSession } from "@/lib/client/session-store";

export function AccountPopover() {
  const session = useSession();
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={session === null ? "Account" : `Account: ${session.user.email}`}
        className={buttonStyles({ look: "quiet", className: "max-w-64" })}
      >
        <CircleUser aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
        <span className="hidden truncate sm:inline">{session === null ? <Skeleton className="h-3.5 w-36" /> : session.user.email}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          className="z-30 w-72 rounded-card border border-line bg-surface p-4"
          aria-label="Your session"
        >
          {session === null ? (
            <p className="text-ink-2">Asking for your session…</p>
          ) : (
            <dl className="grid gap-3">
              <Line name="Signed in as">{session.user.email}</Line>
              <Line name="With">{factorNames(session.session.factors)}</Line>
              <Line name="Since">
                <LocalTime at={session.session.authTime} />
              </Line>
              <Line name="Ends at the latest">
                <LocalTime at={session.session.expiresAt} />
              </Line>
            </dl>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-13 text-ink-2">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
