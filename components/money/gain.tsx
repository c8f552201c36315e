import { readMoney } from "./reading";

const DIRECTIONS = {
  up: { word: "Gain", sign: "+", look: "text-up", arrow: "M6 10V2.5M2.75 5.5 6 2.25 9.25 5.5" },
  down: { word: "Loss", sign: "−", look: "text-down", arrow: "M6 2v7.5M2.75 6.5 6 9.75 9.25 6.5" },
} as const;

/** A gain or a loss: sign, arrow and word, so that nobody needs the colour. */
export function Gain({ value, currency, locale }: { readonly value: string; readonly currency: string; readonly locale: string }) {
  if (/^-?0(\.0+)?$/.test(value)) return <data value={value}>{readMoney("0", currency, locale)}</data>;
  const { word, sign, look, arrow } = DIRECTIONS[value.startsWith("-") ? "down" : "up"];
  return (
    <data value={value} title={`${value} ${currency}`} className={`inline-flex items-center gap-1 whitespace-nowrap ${look}`}>
      <span className="sr-only">{word} </span>
      {sign}
      {readMoney(value.replace(/^-/, ""), currency, locale)}
      <svg
        aria-hidden="true"
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={arrow} className="stroke-current" />
      </svg>
    </data>
  );
}
