/** The band on top of every page of the desk: whose side this is, before anything else is read. */
export function DeskBand() {
  return (
    <aside aria-label="Whose side this is" className="bg-accent px-4 py-1.5 text-center text-13 font-strong text-on-accent" data-print="no">
      Support desk · staff only
    </aside>
  );
}
