// Roles and migrations, as a program of its own: the product's server files only load under the "react-server" condition.
import { readFileSync } from "node:fs";
import { provisionRoles } from "@/lib/server/postgres/provision-roles";
import { runMigrations } from "@/lib/server/postgres/run-migrations";
import type { Installation } from "./installation";
import { DATABASE } from "./product-environment";

const [installationFile] = process.argv.slice(2);
const superuserUrl = process.env["SUPERUSER_URL"];
if (installationFile === undefined || superuserUrl === undefined)
  throw new Error("usage: SUPERUSER_URL=… prepare-database.ts INSTALLATION_FILE");
const { rolePasswords } = JSON.parse(readFileSync(installationFile, "utf8")) as Installation;
const { ownerUrl } = await provisionRoles({ superuserUrl, passwords: rolePasswords, database: DATABASE });
const applied = await runMigrations({ url: ownerUrl });
console.log(applied.length === 0 ? "up to date" : `applied ${applied.join(", ")}`);
