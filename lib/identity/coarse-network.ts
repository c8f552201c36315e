// Where a session came from, coarsely: enough for a trader to recognise, too little to follow anybody.
import { networkOfAddress } from "./network-of-address";

/** The /24 of an IPv4 address (`203.0.113.0/24`) or the /48 of an IPv6 one; "unknown" for anything else. A network that is already coarse stays. */
export function coarseNetwork(address: string): string {
  if (/^\d{1,3}(?:\.\d{1,3}){2}\.0\/24$|^[0-9a-f:]{2,40}::\/48$/.test(address)) return address;
  const network = networkOfAddress(address.replace(/::\/64$/, "::"));
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(network)) return `${network.split(".").slice(0, 3).join(".")}.0/24`;
  return network.endsWith("::/64") ? `${network.split(":").slice(0, 3).join(":")}::/48` : "unknown";
}
