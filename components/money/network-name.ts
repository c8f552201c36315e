const NAMES: Readonly<Record<string, string>> = { "ethereum-local": "Ethereum (local chain)" };

/** A network as people call it; one we have no name for is called by its id. */
export const networkName = (id: string): string => NAMES[id] ?? id;
