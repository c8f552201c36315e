// SQL takes values as parameters only: what stands in a statement's text is written here, in capitals, and never comes from a caller.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { productSources } from "./product-sources";

/** Constants are in capitals; a number of ours may be written out; a lock is one of two words; the driver's own quoting is for what cannot be a parameter. */
const OURS =
  /^\(?[A-Z][A-Z0-9_]*( [+*] \d+)?\)?(\.toString\(\)|\.[a-z]+|\[subject\])?$|^lock === "lock" \? " FOR UPDATE( OF a)?" : ""$|^pg\.escapeLiteral\(/;

/** What is no constant and still ours, each read by a person: parts of statements that a function of the same file chooses from texts of its own. */
const READ_BY_A_PERSON = [
  "lib/server/cognito-proxy/attempt-counter.ts: row",
  "lib/server/desk/find-traders.ts: condition",
  'lib/server/feed/read-events.ts: ["true", ...conditions].join(" AND ")',
  "lib/server/feed/read-events.ts: from",
  "lib/server/feed/read-trades.ts: sql",
  'lib/server/market/list-swaps.ts: PAGE(column, cursor === null ? "" : "AND s.seq < $3::bigint")',
  "lib/server/operators/operator-session-row.ts: where",
  "lib/server/orders/order-row.ts: place",
  'lib/server/passkeys/passkey-row.ts: seconds("created_at")',
  'lib/server/passkeys/passkey-row.ts: seconds("last_used_at")',
  'lib/server/passkeys/passkey-row.ts: seconds("removing_at")',
  "lib/server/postgres/create-database.ts: begin",
  "lib/server/postgres/create-database.ts: sql",
  "lib/server/postgres/provision-roles.ts: ofSuperusers",
  "lib/server/postgres/provision-roles.ts: options.database",
  "lib/server/postgres/provision-roles.ts: role",
  "lib/server/postgres/provision-roles.ts: verb",
  "lib/server/postgres/run-migrations.ts: sql",
  'lib/server/queries/read-activity.ts: PAGE(place === null ? "" : AFTER)',
  "lib/server/session/revoke-session.ts: column",
  'lib/server/standing/read-standing-facts.ts: SECONDS("expires_at", "ends")',
  "lib/server/wallets/list-wallets.ts: sql",
  "lib/server/withdrawals/withdrawal-row.ts: place",
  'worker/read-paid.ts: BOOKED("credit")',
  'worker/read-paid.ts: BOOKED("debit")',
];

/** What stands in statements of one file and is no text of this file's own: `file: expression`. */
function foreignParts(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const isForeign = (node: ts.Expression): boolean => !OURS.test(node.getText(source));
  const note = (node: ts.Expression): void => void found.push(`${file}: ${node.getText(source)}`);
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "query") {
      const [statement] = node.arguments;
      if (statement !== undefined && ts.isTemplateExpression(statement)) {
        for (const { expression } of statement.templateSpans) if (isForeign(expression)) note(expression);
      } else if (statement !== undefined && !ts.isStringLiteralLike(statement) && isForeign(statement)) note(statement);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

describe("the statements of the product", () => {
  it("say that no statement takes a value into its text", () => {
    const found = productSources().flatMap(({ file, text }) => foreignParts(file, text));
    expect([...new Set(found)].sort()).toEqual(READ_BY_A_PERSON);
  });

  it("would show one that did", () => {
    expect(foreignParts("x.ts", "tx.query(`SELECT ${name} FROM t WHERE id = '${request.id}'`)")).toEqual([
      "x.ts: name",
      "x.ts: request.id",
    ]);
    expect(foreignParts("x.ts", 'tx.query("SELECT " + name)')).toEqual(['x.ts: "SELECT " + name']);
    expect(foreignParts("x.ts", "tx.query(`SELECT ${COLUMNS} FROM t WHERE id = $1`, [id])")).toEqual([]);
  });
});
