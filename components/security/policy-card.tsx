import { Card } from "@/components/ui/card";
import { ACT_LINES, HOLD_LINES } from "./policy-words";

const HEAD = "py-2 pr-4 text-left font-normal text-ink-2";
const CELL = "py-2 pr-4 align-top";

/** What needs a fresh proof and what makes the account wait: the rules that the server follows, for the trader to read before they bite. */
export function PolicyCard() {
  return (
    <Card title="The rules of this account" id="rules">
      <details>
        <summary className="cursor-pointer">What needs a fresh proof, and what makes withdrawals wait</summary>
        <div className="relative grid gap-6 overflow-x-auto pt-4 text-13">
          <table className="w-full border-collapse">
            <caption className="sr-only">Acts and the proof that each takes</caption>
            <thead>
              <tr>
                <th scope="col" className={HEAD}>
                  To do this
                </th>
                <th scope="col" className={HEAD}>
                  you prove it with
                </th>
              </tr>
            </thead>
            <tbody>
              {ACT_LINES.map(({ act, proof }) => (
                <tr key={act} className="border-t border-line">
                  <td className={CELL}>{act}</td>
                  <td className={CELL}>{proof}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="w-full border-collapse">
            <caption className="sr-only">What makes the account wait</caption>
            <thead>
              <tr>
                {["After this", "for", "this waits"].map((name) => (
                  <th key={name} scope="col" className={HEAD}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {HOLD_LINES.map(({ after, lasts, waits }) => (
                <tr key={after} className="border-t border-line">
                  <td className={CELL}>{after}</td>
                  <td className={`${CELL} whitespace-nowrap`}>{lasts}</td>
                  <td className={CELL}>{waits}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="text-ink-2">Nobody can shorten a wait, support included.</p>
        </div>
      </details>
    </Card>
  );
}
