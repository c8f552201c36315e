/** One place of a chart, with all that is said of it beside the drawing: exactly, and without the drawing. */
export interface ChartPoint {
  readonly atSeconds: number;
  /** One line: when, and the exact figures. */
  readonly reading: string;
  /** The same for the narrow line above the drawing, where exact figures have no room; without it the line shows `reading`. */
  readonly brief?: string;
  /** The same figures as cells of the table, in the order of its columns; the time comes first and is not among them. */
  readonly cells: readonly string[];
}
