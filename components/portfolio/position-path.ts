/** Where the page of one position is. */
export const positionPath = (network: string, asset: string): string =>
  `/portfolio/${encodeURIComponent(network)}/${encodeURIComponent(asset)}`;
