"use client";

import { useEffect } from "react";

/** A page that the browser kept from before may show figures of a session that has ended; it asks the server again. */
export function SessionWatch() {
  useEffect(() => {
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    addEventListener("pageshow", onPageShow);
    return () => {
      removeEventListener("pageshow", onPageShow);
    };
  }, []);
  return null;
}
