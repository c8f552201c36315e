interface SupportCodeProps {
  readonly code: string;
  /** The request that failed; its first characters find it in our records. */
  readonly requestId?: string | null;
}

const SHORT_CHARACTERS = 8;

/** What a person reads to support: which failure it was, and which request. */
export function SupportCode({ code, requestId = null }: SupportCodeProps) {
  const short = requestId === null || requestId === "none" ? "" : ` · ${requestId.slice(0, SHORT_CHARACTERS)}`;
  return (
    <p className="text-12 text-ink-2">
      Support code{" "}
      <span className="font-mono break-all">
        {code}
        {short}
      </span>
    </p>
  );
}
