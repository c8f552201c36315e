// One name per network, so that a limit cannot be dodged by writing the same address differently or by walking through a /64.

const MAPPED_V4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/;

function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: gap }, () => "0"), ...right];
}

function mappedFromHex(groups: readonly string[]): string | null {
  const [high = "", low = ""] = groups.slice(6);
  if (groups.length !== 8 || groups.slice(0, 5).some((group) => Number.parseInt(group, 16) !== 0) || groups[5] !== "ffff") return null;
  const bits = Number.parseInt(high, 16) * 0x1_0000 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join(".");
}

/** The IPv4 address itself, or the /64 of an IPv6 address; IPv4 inside IPv6 (`::ffff:`) is folded. What is no address is "unknown". */
export function networkOfAddress(address: string | null): string {
  const text = (address ?? "")
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text;
  const mapped = MAPPED_V4.exec(text)?.[1];
  if (mapped) return mapped;
  if (!/^[0-9a-f:]+$/.test(text) || !text.includes(":")) return "unknown";
  const groups = groupsOf(text);
  const folded = mappedFromHex(groups);
  if (folded) return folded;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
