import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";
import { FieldNotes, noteIds } from "./field-notes";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id"> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what the field holds. */
  readonly fault?: string | undefined;
  readonly aside?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly describedBy?: string | undefined;
}

export const INPUT_LOOK =
  "h-10 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-16 text-ink transition-colors duration-120 placeholder:text-ink-2 aria-invalid:border-down pointer-coarse:h-11 sm:text-14";

export function Field({ label, hint, fault, aside, inputRef, describedBy, className = "", ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-13 font-strong">
          {label}
        </label>
        {aside}
      </div>
      <input
        id={id}
        ref={inputRef}
        aria-describedby={noteIds(id, hint, fault, describedBy)}
        aria-invalid={fault === undefined ? undefined : true}
        className={`${INPUT_LOOK} ${className}`}
        {...input}
      />
      <FieldNotes id={id} hint={hint} fault={fault} />
    </div>
  );
}
