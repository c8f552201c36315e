// npm run testpool:docs: writes the pages that are made of the sources. The tests beside it say when they are out of date.
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { readFileSync, writeFileSync } from "node:fs";
import { OPERATIONS } from "../server/operation-table";
import { fidelityPage } from "./fidelity-page";
import { POOL_FOLDER, readProductSources } from "./product-sources";
import { sdkOperations } from "./sdk-operations";
import { supportTable, withSupportTable } from "./support-table";

const README = `${POOL_FOLDER}README.md`;

writeFileSync(`${POOL_FOLDER}FIDELITY.md`, fidelityPage(readProductSources()));
const table = supportTable([...OPERATIONS.values()], sdkOperations(cognito));
writeFileSync(README, withSupportTable(readFileSync(README, "utf8"), table));
