"use client";

import { useEffect, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import type { Failure } from "@/lib/client/explain-failure";
import { CLOCK_DRIFT_SECONDS_MIN, measureClockDrift } from "@/lib/client/clock-drift";
import { driftWords } from "./drift-words";

/** Wrong codes from which it is likelier the clock than the fingers. */
const WRONG_CODES_MIN = 2;

/** After the second code that does not match: how to set the phone's clock right, and whether this device's own is wrong. */
export function CodeHelp({ failure }: { readonly failure: Failure | null }) {
  const [wrong, setWrong] = useState(0);
  const [drift, setDrift] = useState<number | null>(null);
  const counted = useRef<Failure | null>(null);
  useEffect(() => {
    if (failure?.code !== "code_mismatch" || counted.current === failure) return;
    counted.current = failure;
    setWrong((count) => count + 1);
  }, [failure]);
  const isShown = wrong >= WRONG_CODES_MIN;
  useEffect(() => {
    if (isShown) void measureClockDrift().then(setDrift);
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div role="status">
      <Notice look="hold">
        <p className="font-strong">Codes that never match usually come from a wrong clock.</p>
        <p>
          On the phone with the app, open the settings for date and time and let it set them by itself, time zone included. Then enter the
          newest code. Check also that the entry in the app is the one for Holdfast and this email.
        </p>
        {drift !== null && Math.abs(drift) >= CLOCK_DRIFT_SECONDS_MIN ? <p>{driftWords(drift)}</p> : null}
      </Notice>
    </div>
  );
}
