// One line of a CSV file (RFC 4180) that a spreadsheet reads as data and never as a formula.
import "server-only";

const NUMBER = /^-?\d+(?:\.\d+)?$/;
// What spreadsheets take for the beginning of a formula, also behind white space.
const FORMULA = /^\s*[=+\-@\t\r|]/;

/** Writes the cells as one line, its end included; null is an empty cell. Numbers stay exact; a text that a program could run gets an apostrophe first. */
export const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(cellOf).join(",")}\r\n`;

function cellOf(text: string | null): string {
  if (text === null) return "";
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
