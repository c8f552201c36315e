export function WhatProtects() {
  return (
    <details className="group">
      <summary className="rounded-control py-0.5 underline decoration-line-strong underline-offset-4 hover:text-ink">
        What protects this page
      </summary>
      <ul className="mt-2 grid list-disc gap-1.5 pl-4">
        <li>When you sign in, your password is not sent. Your browser sends a proof that it knows it.</li>
        <li>A password alone opens nothing: it takes a code from your authenticator too, or a passkey instead of both.</li>
        <li>What keeps you signed in is out of reach of scripts, and no request leaves this address.</li>
      </ul>
    </details>
  );
}
