/** The text of a file's bytes, or null where they are no UTF-8: a broken byte must not be read as some other character. */
export function receiptText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
