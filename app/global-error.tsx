"use client";

import "./globals.css";

export default function GlobalError({ error }: { readonly error: Error & { readonly digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Holdfast</title>
        <main role="alert" className="mx-auto grid w-full max-w-[27rem] gap-4 px-4 py-16">
          <h1 className="text-20 font-strong">Holdfast did not come together</h1>
          <p className="text-ink-2">The fault is ours. Nothing was changed. Reload the page in a minute.</p>
          <p className="text-12 text-ink-2">
            Support code <span className="font-mono">{error.digest ?? "app_failed"}</span>
          </p>
        </main>
      </body>
    </html>
  );
}
