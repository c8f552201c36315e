// Which old store: an endpoint that its owners put in front of it, or a file on a developer's machine.
import { createEndpointStore } from "./legacy-endpoint";
import { createFileStore } from "./legacy-file";
import type { LegacyStore } from "./legacy-store";

/** The store that an environment names: LEGACY_STORE_URL with LEGACY_STORE_TOKEN, or LEGACY_STORE_FILE; null for none. */
export function chooseLegacyStore(environment: Readonly<Record<string, string | undefined>>): LegacyStore | null {
  const { LEGACY_STORE_URL: url, LEGACY_STORE_TOKEN: token, LEGACY_STORE_FILE: file } = environment;
  if (url !== undefined && url !== "" && token !== undefined && token !== "") return createEndpointStore(url, token);
  return file === undefined || file === "" ? null : createFileStore(file);
}
