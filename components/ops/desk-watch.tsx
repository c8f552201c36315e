"use client";

import { useEffect } from "react";

/** A page of the desk that the browser put away shows nothing again before the server has drawn it anew. */
export function DeskWatch() {
  useEffect(() => {
    const onPageHide = (event: PageTransitionEvent) => {
      if (event.persisted) document.body.hidden = true;
    };
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    addEventListener("pagehide", onPageHide);
    addEventListener("pageshow", onPageShow);
    return () => {
      removeEventListener("pagehide", onPageHide);
      removeEventListener("pageshow", onPageShow);
    };
  }, []);
  return null;
}
