// Delivery details show where a code went without saying it to a stranger.

/** `trader@holdfast.test` becomes `t***@h***` (observed form). */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  return `${local.charAt(0)}***@${domain.charAt(0)}***`;
}
