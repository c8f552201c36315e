"use client";

import { Ellipsis } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { PageLinks } from "./page-links";

/** The pages that a phone's bar has no room for. */
export function MorePages() {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="flex flex-1">
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Trigger className="flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-12 text-ink-2 data-[state=open]:text-ink">
          <Ellipsis aria-hidden="true" size={20} strokeWidth={1.75} />
          More
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            side="top"
            sideOffset={6}
            className="z-30 w-56 rounded-card border border-line bg-surface p-2"
            aria-label="More pages"
          >
            <ul className="grid gap-1">
              <PageLinks
                look="rail"
                which="rest"
                onChoose={() => {
                  setOpen(false);
                }}
              />
            </ul>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </li>
  );
}
