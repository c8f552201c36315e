import { waitText } from "./wait-text";

const RADIUS = 15;
const LENGTH = 2 * Math.PI * RADIUS;

/** Minutes and seconds, as a person reads a wait; hours in words. */
export const clockText = (seconds: number): string =>
  seconds >= 3_600 ? waitText(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export function CountdownRing({ secondsLeft, secondsTotal }: { readonly secondsLeft: number; readonly secondsTotal: number }) {
  const share = secondsTotal === 0 ? 0 : secondsLeft / secondsTotal;
  return (
    <span aria-hidden="true" className="flex shrink-0 items-center gap-2 text-hold">
      <svg width="36" height="36" viewBox="0 0 36 36" fill="none" strokeWidth="3">
        <circle cx="18" cy="18" r={RADIUS} className="stroke-line" />
        <circle
          cx="18"
          cy="18"
          r={RADIUS}
          className="stroke-current"
          strokeLinecap="round"
          strokeDasharray={`${LENGTH * share} ${LENGTH}`}
          transform="rotate(-90 18 18)"
        />
      </svg>
      <span className="text-16 font-strong tabular-nums">{clockText(secondsLeft)}</span>
    </span>
  );
}
