"use client";

import { useEffect } from "react";
import { leavePage } from "@/lib/client/leave-page";
import { loadSession, readSession } from "@/lib/client/session-store";
import { signInAddress } from "@/lib/client/sign-in-address";
import { forgetAndLeave } from "@/lib/client/sign-out";
import { hearTabs } from "@/lib/client/tab-news";

/**
 * Shows nothing of a session that has ended. A page that the browser puts away is blanked first, and shown again only once the server has said that
 * its session lives; a tab that hears of a sign-out in another leaves at once.
 */
export function SessionWatch() {
  useEffect(() => {
    const onPageHide = (event: PageTransitionEvent) => {
      if (event.persisted) document.body.hidden = true;
    };
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) void showIfAlive();
    };
    addEventListener("pagehide", onPageHide);
    addEventListener("pageshow", onPageShow);
    const stopHearing = hearTabs((news) => {
      if (news === "signed_out") void forgetAndLeave(true);
      if (news === "signing_in_again") void leavePage(signInAddress(location.pathname + location.search));
    });
    return () => {
      removeEventListener("pagehide", onPageHide);
      removeEventListener("pageshow", onPageShow);
      stopHearing();
    };
  }, []);
  return null;
}

/** The page leaves by itself when the session is over. Another session than before, or no answer: the server draws the page anew. */
async function showIfAlive(): Promise<void> {
  const before = await loadSession().catch(() => null);
  const now = await readSession("background").catch(() => null);
  if (now !== null && now.session.id === before?.session.id) document.body.hidden = false;
  else location.reload();
}
