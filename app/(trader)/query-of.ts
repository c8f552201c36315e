/** A page's query as one value per name, the first where somebody wrote a name twice. */
export function queryOf(searchParams: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(searchParams)) {
    const [first] = [value].flat();
    if (first !== undefined) query.set(name, first);
  }
  return query;
}
