// A signature's credential scope says who calls and in which region; on one port of one machine nothing else does.

/** What a credential scope says; both null for an unsigned request. */
export interface SignedScope {
  readonly accessKeyId: string | null;
  readonly region: string | null;
}

/** The access key's id and the region in an Authorization header. */
export function signedScope(authorization: string | undefined): SignedScope {
  const [, accessKeyId = null, region = null] = /Credential=([^/\s,]+)\/\d{8}\/([a-z0-9-]+)\//.exec(authorization ?? "") ?? [];
  return { accessKeyId, region };
}
