/** The colours of a drawing as `rgb(…)`. The drawing library reads no oklch and no variables, so they are resolved for it. */
export interface ChartColours {
  readonly ink: string;
  readonly quietInk: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly accentFaint: string;
  readonly up: string;
  readonly down: string;
  readonly quietBar: string;
}

/** Reads the page's colours as they are at this moment, by drawing one pixel of each. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const pen = penOf();
  const read = (name: string, alpha = 1): string => resolve(pen, style.getPropertyValue(name).trim(), alpha);
  return {
    ink: read("--ink"),
    quietInk: read("--ink-2"),
    line: read("--line"),
    surface: read("--surface"),
    accent: read("--accent"),
    accentSoft: read("--accent", 0.22),
    accentFaint: read("--accent", 0.02),
    up: read("--up"),
    down: read("--down"),
    quietBar: read("--line-strong", 0.45),
  };
}

function penOf(): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true });
}

function resolve(pen: CanvasRenderingContext2D | null, colour: string, alpha: number): string {
  if (pen === null) return `rgba(128, 128, 128, ${alpha})`;
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}
