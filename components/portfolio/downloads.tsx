import { buttonStyles } from "@/components/ui/button";

const FILES = {
  activity: "Download activity (CSV)",
  lots: "Download lots (CSV)",
  closes: "Download what left (CSV)",
} as const;

/** Links to the trader's books as files. Plain links: the browser saves what the server sends. */
export function Downloads({ kinds }: { readonly kinds: readonly (keyof typeof FILES)[] }) {
  return (
    <nav aria-label="Downloads" className="flex flex-wrap gap-2">
      {kinds.map((kind) => (
        <a key={kind} href={`/api/portfolio/export?kind=${kind}`} download className={buttonStyles({ look: "secondary", small: true })}>
          {FILES[kind]}
        </a>
      ))}
    </nav>
  );
}
