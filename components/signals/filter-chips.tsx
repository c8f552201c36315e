import Link from "next/link";

interface FilterChipsProps {
  readonly isUnread: boolean;
  readonly rule: { readonly id: string; readonly name: string } | null;
  readonly unread: number;
}

const CHIP =
  "inline-flex min-h-8 items-center rounded-full border px-3 text-13 pointer-coarse:min-h-11 transition-colors duration-120 hover:bg-surface-2";

/** What of the list is shown. The address bar says the same, so that it can be kept and sent. */
export function FilterChips({ isUnread, rule, unread }: FilterChipsProps) {
  const ofRule = rule === null ? "" : `rule=${rule.id}`;
  return (
    <nav aria-label="Filters" className="flex flex-wrap gap-2">
      <Chip href={ofRule === "" ? "/signals" : `/signals?${ofRule}`} isOn={!isUnread}>
        All
      </Chip>
      <Chip href={`/signals?unread=1${ofRule === "" ? "" : `&${ofRule}`}`} isOn={isUnread}>
        Unread{unread > 0 ? ` (${unread})` : ""}
      </Chip>
      {rule === null ? null : (
        <Chip href={isUnread ? "/signals?unread=1" : "/signals"} isOn>
          <span className="max-w-48 truncate">Rule: {rule.name}</span>
          <span aria-hidden="true" className="ml-1.5">
            ×
          </span>
          <span className="sr-only">, show every rule</span>
        </Chip>
      )}
    </nav>
  );
}

function Chip({ href, isOn, children }: { readonly href: string; readonly isOn: boolean; readonly children: React.ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isOn ? "true" : undefined}
      className={`${CHIP} ${isOn ? "border-accent text-accent" : "border-line-strong text-ink-2"}`}
    >
      {children}
    </Link>
  );
}
