// Codes are compared without telling by the time how much of them was right.
import { createHash, timingSafeEqual } from "node:crypto";

/** True when both texts are the same; constant in time. */
export function areSameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
