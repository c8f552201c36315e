import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id"> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly aside?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly describedBy?: string | undefined;
}

export function Field({ label, hint, aside, inputRef, describedBy, className = "", ...input }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-13 font-strong">
          {label}
        </label>
        {aside}
      </div>
      <input
        id={id}
        ref={inputRef}
        aria-describedby={[hintId, describedBy].filter(Boolean).join(" ") || undefined}
        className={`h-10 w-full rounded-control border border-line-strong bg-surface px-3 text-16 text-ink transition-colors duration-120 placeholder:text-ink-2 pointer-coarse:h-11 sm:text-14 ${className}`}
        {...input}
      />
      {hint === undefined ? null : (
        <p id={hintId} className="text-13 text-ink-2">
          {hint}
        </p>
      )}
    </div>
  );
}
