"use client";

import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { LucideIcon } from "lucide-react";
import { PAGES } from "./pages";

const LOOKS = {
  rail: "flex h-10 items-center gap-3 rounded-control px-3 text-ink-2 hover:bg-surface-2 hover:text-ink aria-[current]:bg-surface-2 aria-[current]:font-strong aria-[current]:text-ink",
  bar: "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-12 text-ink-2 aria-[current]:font-strong aria-[current]:text-ink",
} as const;

const CHOICES = { all: PAGES, bar: PAGES.filter(({ isInBar }) => isInBar), rest: PAGES.filter(({ isInBar }) => !isInBar) };

interface PageLinksProps {
  readonly look: keyof typeof LOOKS;
  /** A name and not the pages themselves: what a server component hands over must be plain, and a page has its icon. */
  readonly which: keyof typeof CHOICES;
  /** Told when one was chosen, so that what holds the links can close. */
  readonly onChoose?: () => void;
}

export function PageLinks({ look, which, onChoose = () => undefined }: PageLinksProps) {
  const here = usePathname();
  return CHOICES[which].map(({ href, name, icon: Icon }) => (
    <li key={href} className={look === "bar" ? "flex flex-1" : undefined}>
      <Link
        href={href}
        prefetch={false}
        onClick={onChoose}
        aria-current={here === href ? "page" : here.startsWith(`${href}/`) ? "true" : undefined}
        className={LOOKS[look]}
      >
        <PageName icon={Icon} name={name} size={look === "bar" ? 20 : 16} />
      </Link>
    </li>
  ));
}

/** The name of a page, and after a moment a word that it is on its way. */
function PageName({ icon: Icon, name, size }: { readonly icon: LucideIcon; readonly name: string; readonly size: number }) {
  const { pending } = useLinkStatus();
  return (
    <>
      <Icon aria-hidden="true" size={size} strokeWidth={1.75} />
      {name}
      <span role="status" className="text-12 font-normal text-ink-2 empty:hidden">
        {pending ? <span className="opacity-0 animate-arriving">opening…</span> : ""}
      </span>
    </>
  );
}
