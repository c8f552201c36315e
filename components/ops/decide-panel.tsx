"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { decideRequest, openDecision, withdrawRequest } from "@/lib/client/desk";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import type { DeskGrantDto, DeskRequestDto } from "@/lib/contracts/desk";
import { RequestSlip } from "./request-slip";
import { SignStep } from "./sign-step";

type Choice = "approve" | "reject";

/** A request that waits: whoever did not ask decides it, with their passkey; whoever asked takes it back. */
export function DecidePanel({ request }: { readonly request: DeskRequestDto }) {
  const router = useRouter();
  const [chosen, setChosen] = useState<{ readonly choice: Choice; readonly granted: DeskGrantDto } | null>(null);
  const refresh = () => {
    setChosen(null);
    router.refresh();
  };
  if (request.state !== "open") return <RequestSlip request={request} closing="This is what was signed." />;
  if (chosen !== null)
    return (
      <SignStep
        granted={chosen.granted}
        closing={chosen.choice === "approve" ? "You approve exactly this." : "You reject this. Nothing is done."}
        button={chosen.choice === "approve" ? "Approve with passkey" : "Reject with passkey"}
        look={chosen.choice === "approve" ? "primary" : "danger"}
        sign={async (granted) => {
          await decideRequest(granted, chosen.choice);
          refresh();
        }}
        onBack={refresh}
      />
    );
  return (
    <div className="grid gap-4">
      <RequestSlip request={request} closing="Nothing of it has been done." />
      {request.isOwn ? (
        <OwnRequest id={request.id} onDone={refresh} />
      ) : (
        <Choices
          id={request.id}
          onChosen={(choice, granted) => {
            setChosen({ choice, granted });
          }}
        />
      )}
    </div>
  );
}

function OwnRequest({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const isHydrated = useHydrated();
  const submission = useSubmission<null>(async () => {
    await withdrawRequest(id);
    onDone();
  });
  return (
    <>
      <Notice look="calm">
        <p>You asked for this, so somebody else decides it. Until then nothing happens.</p>
      </Notice>
      <SubmissionStatus submission={submission} progress="Taking it back…" />
      <div>
        <Button
          look="secondary"
          ready={isHydrated}
          disabled={submission.isWorking}
          onClick={() => {
            submission.submit(null);
          }}
        >
          Take it back
        </Button>
      </div>
    </>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly onChosen: (choice: Choice, granted: DeskGrantDto) => void;
}

function Choices({ id, onChosen }: ChoicesProps) {
  const isHydrated = useHydrated();
  const submission = useSubmission<Choice>(async (choice) => {
    onChosen(choice, await openDecision(id, choice));
  });
  const isBlocked = submission.isWorking || submission.secondsLeft !== null;
  const choose = (choice: Choice) => () => {
    submission.submit(choice);
  };
  return (
    <>
      <SubmissionStatus submission={submission} progress="Asking for the terms…" />
      <div className="flex flex-wrap gap-2">
        <Button ready={isHydrated} disabled={isBlocked} onClick={choose("approve")}>
          Approve
        </Button>
        <Button look="danger" ready={isHydrated} disabled={isBlocked} onClick={choose("reject")}>
          Reject
        </Button>
      </div>
    </>
  );
}
