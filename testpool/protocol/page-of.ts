// Lists come in pages; the key of the next page is the place where it starts.
import { invalidParameter } from "./cognito-exception";

/** One page of `size`, and the key of the next one or null. A key that the pool did not make is InvalidParameterException. */
export function pageOf<Item>(
  items: readonly Item[],
  size: number,
  key: string | undefined,
): { readonly page: readonly Item[]; readonly next: string | null } {
  const start = key === undefined ? 0 : Number(key);
  if (key !== undefined && !/^\d{1,9}$/.test(key)) throw invalidParameter("Invalid pagination token.");
  const end = start + size;
  return { page: items.slice(start, end), next: end < items.length ? String(end) : null };
}
