// Faults on demand, so that callers can be tested against a pool that is slow, throttled, broken or gone.

export const FAULT_KINDS = ["throttle", "error", "delay", "garbage", "drop"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault that still has to strike `times` times. With `when: "after"` the operation is done and its answer is spoiled. */
export interface Fault {
  readonly operation: string;
  readonly kind: FaultKind;
  readonly times: number;
  readonly delayMs: number;
  readonly when: "before" | "after";
}

/** The faults that are armed; they live in memory only. */
export interface FaultBoard {
  arm(fault: Fault): void;
  /** The fault that strikes this call, counted off, or null. */
  take(operation: string): Fault | null;
  list(): readonly Fault[];
  clear(): void;
}

/** A board without faults. "*" strikes every operation; "jwks" strikes the key set only. */
export function createFaultBoard(): FaultBoard {
  let armed: Fault[] = [];
  return {
    arm: (fault) => {
      armed = armed.filter((other) => other.operation !== fault.operation || other.kind !== fault.kind);
      if (fault.times > 0) armed.push(fault);
    },
    take: (operation) => {
      const hits = (fault: Fault) => fault.operation === operation || (fault.operation === "*" && operation !== "jwks");
      const struck = armed.find(hits);
      if (struck === undefined) return null;
      armed = armed.map((fault) => (fault === struck ? { ...fault, times: fault.times - 1 } : fault)).filter((fault) => fault.times > 0);
      return struck;
    },
    list: () => armed,
    clear: () => {
      armed = [];
    },
  };
}
