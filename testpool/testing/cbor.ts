// Just enough CBOR (RFC 8949) for a software authenticator: integers, bytes, text and maps.

export type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>;

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  const wide = Buffer.alloc(3);
  wide.writeUInt8((major << 5) | 25);
  wide.writeUInt16BE(value, 1);
  return wide;
}

/** The bytes of a value; lengths and integers below 65,536 only. */
export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].map(([key, entry]) => Buffer.concat([encodeCbor(key), encodeCbor(entry)]));
  return Buffer.concat([head(5, value.size), ...entries]);
}
