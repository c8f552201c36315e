import { buttonStyles } from "@/components/ui/button";
import { StepHeading } from "@/components/auth/step-heading";

export default function TraderNotFound() {
  return (
    <div className="grid justify-items-start gap-4 py-8">
      <StepHeading title="There is nothing at this address">It may have been mistyped, or it belongs to somebody else.</StepHeading>
      <a href="/portfolio" className={buttonStyles({ look: "secondary" })}>
        Go to your portfolio
      </a>
    </div>
  );
}
