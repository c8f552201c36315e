/** How the figures come about, for whoever compares them with their own. */
export function CostNote() {
  return (
    <details className="text-13 text-ink-2">
      <summary className="cursor-pointer">How cost and profit are counted</summary>
      <ul className="mt-2 grid max-w-prose list-disc gap-1 pl-5">
        <li>First in, first out: what you sell is what you got first, at what that cost.</li>
        <li>A withdrawal is no sale. It takes the oldest part out at its cost, without profit or loss.</li>
        <li>
          A fee that is paid in an asset takes its part out the same way. It is counted under fees, at the price of its hour, and not as a
          loss.
        </li>
        <li>What came in without a cost has an unknown cost, not zero. Figures that depend on it show a dash.</li>
      </ul>
    </details>
  );
}
