// How often a test repeats what must hold every time: a few times on every run, and often when somebody has an hour.

/** `full` under HOLDFAST_SOAK=1 (`npm run test:soak`), otherwise `quick`. */
export const rounds = (quick: number, full: number): number => (process.env["HOLDFAST_SOAK"] === "1" ? full : quick);
