import Link from "next/link";

/** One choice of a filter; the choice is the address, so a reload and a link to a friend keep it. */
interface Chip {
  readonly href: string;
  readonly name: string;
  readonly isChosen: boolean;
}

/** Choices of which one holds, as links beside their name. */
export function FilterChips({ label, chips }: { readonly label: string; readonly chips: readonly Chip[] }) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-1.5">
      <span aria-hidden="true" className="mr-0.5 text-13 text-ink-2">
        {label}
      </span>
      {chips.map(({ href, name, isChosen }) => (
        <Link
          key={name}
          href={href}
          scroll={false}
          prefetch={false}
          aria-current={isChosen ? "true" : undefined}
          className={`inline-flex min-h-8 items-center rounded-full border px-3 text-13 transition-colors duration-120 pointer-coarse:min-h-11 ${
            isChosen
              ? "border-accent bg-accent-soft font-strong text-ink"
              : "border-line text-ink-2 hover:border-line-strong hover:text-ink"
          }`}
        >
          {name}
        </Link>
      ))}
    </div>
  );
}
