// A pool is made in the region that its maker calls; on one port of one machine only the signature says which one that is.

/** The region in the credential scope of a signature, or null. */
export function signedRegion(authorization: string | undefined): string | null {
  return /Credential=[^/\s,]+\/\d{8}\/([a-z0-9-]+)\//.exec(authorization ?? "")?.[1] ?? null;
}
