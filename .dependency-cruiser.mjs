// dependency-cruiser reads plain modules only; the rules themselves are generated from the import table.
import { tsImport } from "tsx/esm/api";

const { cruiseConfiguration } = await tsImport("./scripts/house/cruise-rules.ts", import.meta.url);
const { routeFolders } = await tsImport("./scripts/house/source-files.ts", import.meta.url);

export default cruiseConfiguration(routeFolders());
