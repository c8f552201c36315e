import { AuthFrame } from "@/components/auth/auth-frame";
import { StepHeading } from "@/components/auth/step-heading";

export default function NotFound() {
  return (
    <AuthFrame
      line="404"
      below={
        <a href="/portfolio" className="justify-self-start underline underline-offset-4">
          Go to your portfolio
        </a>
      }
    >
      <StepHeading title="There is nothing at this address">It may have been mistyped, or it belongs to somebody else.</StepHeading>
    </AuthFrame>
  );
}
