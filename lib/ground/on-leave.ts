// What is told when the process begins to leave. Whatever holds connections open of its own accord ends them here, so that leaving waits for nobody.

const SLOT = Symbol.for("holdfast.on-leave");
const shared = globalThis as { [SLOT]?: Set<() => void> | undefined };

/** Calls `work` once the process begins to leave. Bundles may carry their own copy of this module; the list is one. */
export function onLeave(work: () => void): void {
  (shared[SLOT] ??= new Set()).add(work);
}

/** Tells everybody; whoever starts the process says when. */
export function tellLeaving(): void {
  for (const work of shared[SLOT] ?? []) work();
}
