"use client";

import { buttonStyles, Button } from "@/components/ui/button";
import { SupportCode } from "@/components/ui/support-code";
import type { PoolAddress } from "@/lib/client/pool-address";
import type { NextStep } from "@/lib/client/sign-in-flow";
import { lazy } from "react";
import { screenOf, type SignInStepScreen } from "@/lib/contracts/sign-in-steps";
import { AnswerForm } from "./answer-form";
import { ChoiceForm } from "./choice-form";
import { QuietLink } from "./quiet-link";
import { StepHeading } from "./step-heading";

// Only new accounts see these two, and one of them brings a QR encoder along.
const AuthenticatorEnrolment = lazy(() => import("./authenticator-enrolment").then((file) => ({ default: file.AuthenticatorEnrolment })));
const ConfirmEmail = lazy(() => import("./confirm-email").then((file) => ({ default: file.ConfirmEmail })));

interface StepScreenProps {
  readonly step: NextStep;
  readonly pool: PoolAddress;
  readonly email: string;
  readonly position: string | undefined;
  readonly answer: (value: string) => Promise<void>;
  readonly onEmailConfirmed: () => Promise<void>;
  readonly onStartOver: () => void;
}

const FACTORS: Readonly<Record<string, string>> = { WEB_AUTHN: "Use a passkey", PASSWORD_SRP: "Use my password" };
const CODE_SOURCES: Readonly<Record<string, string>> = {
  TOTP: "Code from my authenticator",
  EMAIL: "Code by email",
  SMS: "Code by text message",
};

const offered = (names: readonly string[] | undefined, labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).flatMap(([answer, label]) => (names?.includes(answer) === true ? [{ answer, label }] : []));

/** The screen of one step. The switch is exhaustive over the kinds that the contract lists. */
export function StepScreen(props: StepScreenProps) {
  const { step, answer, onStartOver } = props;
  const screen = screenOf(step.signInStep);
  switch (screen.kind) {
    case "done":
      return null;
    case "code":
    case "password":
      return <AnswerScreen {...props} screen={screen} />;
    case "confirm_email":
      return <ConfirmEmail {...props} onConfirmed={props.onEmailConfirmed} />;
    case "enrol_authenticator":
      return <Enrolment {...props} />;
    case "choose_factor":
      return (
        <Choices
          title="How do you want to sign in?"
          choices={offered(stepList(step, "availableChallenges"), FACTORS)}
          {...{ answer, onStartOver }}
        />
      );
    case "choose_code_source":
      return (
        <Choices
          title="Where does your code come from?"
          choices={offered(stepList(step, "allowedMFATypes"), CODE_SOURCES)}
          {...{ answer, onStartOver }}
        />
      );
    case "choose_enrolment":
      return (
        <Choices
          title="One more thing to set up"
          choices={[{ answer: "TOTP", label: "Set up an authenticator" }]}
          {...{ answer, onStartOver }}
        />
      );
    case "sentence":
      return <SentenceScreen screen={screen} onStartOver={onStartOver} />;
  }
}

function stepList(step: NextStep, field: "availableChallenges" | "allowedMFATypes"): readonly string[] | undefined {
  if (step.signInStep === "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION" && field === "availableChallenges")
    return step.availableChallenges;
  return "allowedMFATypes" in step ? step.allowedMFATypes : undefined;
}

function Enrolment({ step, ...rest }: StepScreenProps) {
  if (step.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") return null;
  const details = step.totpSetupDetails;
  return (
    <AuthenticatorEnrolment
      {...rest}
      sharedSecret={details.sharedSecret}
      setupUri={details.getSetupUri("Holdfast", rest.email).toString()}
    />
  );
}

function AnswerScreen(props: StepScreenProps & { readonly screen: Extract<SignInStepScreen, { kind: "code" | "password" }> }) {
  const { screen, step, email, answer, onStartOver, position } = props;
  const isCode = screen.kind === "code";
  return (
    <div className="grid gap-5">
      <StepHeading title={screen.title} position={position}>
        {screen.help}
      </StepHeading>
      <AnswerForm
        label={isCode ? screen.label : "Password"}
        kind={isCode ? "code" : screen.autoComplete}
        isFromApp={props.step.signInStep === "CONFIRM_SIGN_IN_WITH_TOTP_CODE"}
        button={isCode ? "Verify" : "Continue"}
        progress={isCode ? "Checking the code…" : "Checking the password…"}
        email={email}
        answer={answer}
        onStartOver={onStartOver}
        back={
          <Button look="quiet" onClick={onStartOver}>
            Back
          </Button>
        }
      />
      {/* An operator's way back is the administrator, and no link leads there. */}
      {step.signInStep === "CONFIRM_SIGN_IN_WITH_TOTP_CODE" && props.pool.door === undefined ? (
        <p className="text-13 text-ink-2">
          <QuietLink href="/recover/codes">I lost my authenticator</QuietLink>
        </p>
      ) : null}
    </div>
  );
}

function Choices(props: Parameters<typeof ChoiceForm>[0] & { readonly title: string }) {
  return (
    <div className="grid gap-5">
      <StepHeading title={props.title} />
      <ChoiceForm {...props} />
    </div>
  );
}

function SentenceScreen({
  screen,
  onStartOver,
}: {
  readonly screen: Extract<SignInStepScreen, { kind: "sentence" }>;
  readonly onStartOver: () => void;
}) {
  return (
    <div className="grid gap-4">
      <StepHeading title={screen.happened}>{screen.next}</StepHeading>
      <SupportCode code={screen.code} />
      <button type="button" onClick={onStartOver} className={buttonStyles({ look: "secondary" })}>
        Start again
      </button>
    </div>
  );
}
