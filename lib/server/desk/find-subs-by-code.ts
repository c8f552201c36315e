// The accounts that a support code names. Row security shows the desk exactly the rows whose beginning the transaction has said, and only without a trader.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { CodeSubject } from "@/lib/standing/support-code";

// A range over the key, so that a look-up costs the same however many rows there are.
const RANGE = "id BETWEEN ($1 || '-0000-0000-0000-000000000000')::uuid AND ($1 || '-ffff-ffff-ffff-ffffffffffff')::uuid";

const STATEMENTS: Readonly<Record<CodeSubject, string>> = {
  hold: `SELECT DISTINCT sub FROM holdfast.withdrawal_holds WHERE ${RANGE}`,
  recovery: `SELECT DISTINCT sub FROM holdfast.recoveries WHERE ${RANGE}`,
  session: `SELECT DISTINCT sub FROM holdfast.sessions WHERE ${RANGE}`,
  withdrawal: `SELECT DISTINCT trader AS sub FROM holdfast.withdrawals WHERE ${RANGE}`,
  account: "SELECT DISTINCT sub FROM holdfast.known_addresses WHERE left(sub, 8) = $1",
};

/** Their names, in a transaction of the desk's role without a trader. `prefix` has eight lower-case hexadecimal digits. */
export async function findSubsByCode(
  tx: Transaction,
  { subject, prefix }: { readonly subject: CodeSubject; readonly prefix: string },
): Promise<readonly string[]> {
  await tx.query("SELECT set_config('holdfast.support_code', $1, true)", [prefix]);
  return (await tx.query<{ sub: string }>(STATEMENTS[subject], [prefix])).map(({ sub }) => sub);
}
