"use client";

import { useEffect } from "react";
import { useServerClock } from "@/lib/client/use-server-clock";
import { exactTime } from "./server-time";
import { waitText } from "./wait-text";

interface TimeLeftProps {
  /** RFC 3339. */
  readonly until: string;
  readonly nowSeconds: number;
  /** Called once the time is over, at most a second late. */
  readonly onEnd?: () => void;
}

/** How long until a moment, ticking; the exact moment on hover and for screen readers, which hear no ticking. */
export function TimeLeft({ until, nowSeconds, onEnd }: TimeLeftProps) {
  const endsAtSeconds = Date.parse(until) / 1000;
  const now = useServerClock(nowSeconds);
  const isOver = now >= endsAtSeconds;
  useEffect(() => {
    if (isOver) onEnd?.();
  }, [isOver, onEnd]);
  return (
    <time dateTime={until} title={exactTime(until)} className="whitespace-nowrap">
      <span aria-hidden="true">{waitText(endsAtSeconds - now)}</span>
      <span className="sr-only">until {exactTime(until)}</span>
    </time>
  );
}
