// Which addresses are on the public internet. Everything else is refused, whatever it is called: our own network must never be asked for a trader.
import ipaddr from "ipaddr.js";

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** Whether an address, as a lookup answers it, is public unicast. An IPv6 address that carries an IPv4 one is refused together with it. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast";
  // Mapped, translated and tunnelled forms (::ffff:0:0/96, NAT64, 6to4, Teredo) have ranges of their own and are refused whole, whatever they carry.
  return address.range() === "unicast" && address.match(GLOBAL_UNICAST);
}
