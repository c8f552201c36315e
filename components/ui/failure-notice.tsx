"use client";

import { useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/client/explain-failure";
import { DOORS, sideOfPage } from "@/lib/client/side";
import { explainOnDemand } from "@/lib/client/explain-on-demand";
import { Button, buttonStyles } from "./button";
import { CountdownRing, clockText } from "./countdown-ring";
import { SupportCode } from "./support-code";

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly secondsLeft: number | null;
  readonly secondsTotal: number;
  /** What "Start again" does where the screen has a first step of its own. */
  readonly onStartOver?: (() => void) | undefined;
}

/** The one place of a form for what went wrong. It takes the focus, so that it is read once and reached by keyboard. */
export function FailureNotice({ failure, secondsLeft, secondsTotal, onStartOver }: FailureNoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [failure]);
  const waits = failure.waitSeconds !== null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className={`flex gap-3 rounded-control border p-3 text-14 ${waits ? "border-hold/40 bg-hold-soft" : "border-down/40 bg-down-soft"}`}
    >
      {secondsLeft === null ? <FailureMark /> : null}
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-strong">
          {failure.happened}
          {failure.waitSeconds === null ? null : <span className="sr-only"> You can try again in {clockText(failure.waitSeconds)}.</span>}
        </p>
        <p>{failure.next}</p>
        <SupportCode code={failure.code} requestId={failure.requestId} />
        <Exit failure={failure} onStartOver={onStartOver} />
      </div>
      {secondsLeft === null ? null : <CountdownRing secondsLeft={secondsLeft} secondsTotal={secondsTotal} />}
    </div>
  );
}

function Exit({ failure, onStartOver }: Pick<FailureNoticeProps, "failure" | "onStartOver">) {
  const look = buttonStyles({ look: "secondary", small: true, className: "mt-1 justify-self-start" });
  if (failure.exit === "start_over" && onStartOver !== undefined) {
    return (
      <Button look="secondary" small className="mt-1 justify-self-start" onClick={onStartOver}>
        Start again
      </Button>
    );
  }
  if (failure.exit === "sign_in" || failure.exit === "start_over") return <SignInAgain />;
  if (failure.exit === "signed_in") {
    return (
      <a href={DOORS[sideOfPage(location.pathname)].home} className={look}>
        {sideOfPage(location.pathname) === "desk" ? "Go to the desk" : "Go to your portfolio"}
      </a>
    );
  }
  return null;
}

function SignInAgain() {
  const [problem, setProblem] = useState("");
  return (
    <>
      <Button
        look="secondary"
        small
        className="mt-1 justify-self-start"
        onClick={() => {
          import("@/lib/client/sign-in-again")
            .then(({ signInAgain }) => signInAgain())
            .catch(async (thrown: unknown) => {
              setProblem((await explainOnDemand(thrown)).happened);
            });
        }}
      >
        Sign in again
      </Button>
      <span role="status" className="empty:hidden">
        {problem}
      </span>
    </>
  );
}

function FailureMark() {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth="1.75"
      strokeLinecap="round"
      className="mt-px shrink-0 stroke-down"
    >
      <circle cx="10" cy="10" r="7.5" />
      <path d="M10 6.25v4.5M10 13.5v.1" />
    </svg>
  );
}
