/** How wrong this device's clock is, in words. Seconds; negative means behind. */
export function driftWords(driftSeconds: number): string {
  const size = Math.abs(driftSeconds);
  const amount = size < 120 ? `${size} seconds` : `${Math.round(size / 60)} minutes`;
  return `The clock of this device is ${amount} ${driftSeconds > 0 ? "ahead" : "behind"}. If your codes come from this very device, set its clock first.`;
}
