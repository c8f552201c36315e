// The import table against the tree as it stands.
import { cruise } from "./cruise";

const refused = await cruise();
for (const { rule, from, to } of refused) console.log(`${rule}: ${from} -> ${to}`);
console.log(refused.length === 0 ? "Every import is in the table." : `${String(refused.length)} imports are not in the table.`);
process.exitCode = refused.length === 0 ? 0 : 1;
