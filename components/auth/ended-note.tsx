import { Notice } from "@/components/ui/notice";

const WHY = {
  idle: "You were signed out because nothing was done for a while.",
  limit: "You were signed out because a session lasts twelve hours at most.",
} as const;

/** Why somebody who was working a moment ago is asked to sign in. The reason comes from the address bar, so only our own sentences are shown. */
export function EndedNote({ ended }: { readonly ended: string | readonly string[] | undefined }) {
  if (ended !== "idle" && ended !== "limit") return null;
  return (
    <Notice look="calm">
      <p>{WHY[ended]}</p>
      <p className="text-13 text-ink-2">Sign in to go on where you were. What you typed into a form is kept in this tab.</p>
    </Notice>
  );
}
