/** In place of a figure that nobody can tell; a dash for the eye, words for everybody else. */
export function NotKnown() {
  return (
    <span className="text-ink-2">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
