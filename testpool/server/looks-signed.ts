// Signature Version 4, by its looks: the form of the header is checked, and the signature itself is not, because no key of AWS is here.

const FORM =
  /^AWS4-HMAC-SHA256 Credential=[^/\s,]+\/\d{8}\/[a-z0-9-]+\/[a-z0-9-]+\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/;

/** True for an Authorization header of the form that AWS's own signers write. */
export function looksSigned(authorization: string | undefined): boolean {
  return authorization !== undefined && FORM.test(authorization);
}
