// What a signed-in page shows while a part it needs is down. It is plain on purpose: it may need nothing that could be down too.
import "server-only";
import type { ReactNode } from "react";

/** Says that something is not answering, that nothing changed, and that the session stands. */
export function UnavailableScreen(): ReactNode {
  return (
    <section role="alert" className="grid max-w-xl gap-4 py-8">
      <h1 className="text-20 font-strong">We cannot show this right now</h1>
      <p>A part we depend on is not answering. You are still signed in, and nothing was changed.</p>
      <p>
        <a href="" className="underline">
          Try again
        </a>
      </p>
    </section>
  );
}
