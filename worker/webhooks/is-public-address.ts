// Which addresses are on the public internet. Everything else is refused, whatever it is called: our own network must never be asked for a trader.
import ipaddr from "ipaddr.js";

const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");
const SIX_TO_FOUR = ipaddr.IPv6.parseCIDR("2002::/16");
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** Whether an address, as a lookup answers it, is public unicast. An IPv6 address that carries an IPv4 one is refused together with it. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast";
  // Mapped, translated and tunnelled forms lead to an IPv4 address behind somebody's gateway; no public service needs to be reached by one.
  if (address.isIPv4MappedAddress() || address.match(NAT64) || address.match(SIX_TO_FOUR)) return false;
  return address.range() === "unicast" && address.match(GLOBAL_UNICAST);
}
