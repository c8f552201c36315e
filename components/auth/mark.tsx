export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none" className="shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path d="M10 8v16M22 8v16M10 16h12" strokeWidth="3.2" strokeLinecap="round" className="stroke-on-accent" />
      <circle cx="16" cy="16" r="2.6" strokeWidth="2.4" className="fill-accent stroke-on-accent" />
    </svg>
  );
}
