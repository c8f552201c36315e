"use client";

import { useEffect } from "react";

/** An amount is grouped for reading; copied on its own it is exact and ungrouped, ready to paste into a form. */
export function ExactCopies() {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const range = document.getSelection()?.rangeCount === 1 ? document.getSelection()?.getRangeAt(0) : undefined;
      const container = range?.commonAncestorContainer;
      const element = container instanceof Element ? container : container?.parentElement;
      const amount = element?.closest("data[value]");
      if (!(amount instanceof HTMLDataElement) || range?.toString() !== amount.textContent) return;
      event.clipboardData?.setData("text/plain", amount.value);
      event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    return () => {
      document.removeEventListener("copy", onCopy);
    };
  }, []);
  return null;
}
