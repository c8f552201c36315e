/** A quiet block in the shape of what is coming. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden="true" className={`block animate-skeleton rounded-control bg-surface-2 ${className}`} />;
}
