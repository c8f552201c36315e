import { useId, type ReactNode, type SelectHTMLAttributes } from "react";
import { INPUT_LOOK } from "./field";
import { FieldNotes, noteIds } from "./field-notes";

interface SelectFieldProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "id"> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly children: ReactNode;
}

/** The browser's own list, because every keyboard and every phone knows it already. */
export function SelectField({ label, hint, fault, className = "", children, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor={id} className="text-13 font-strong">
        {label}
      </label>
      <select
        id={id}
        aria-describedby={noteIds(id, hint, fault)}
        aria-invalid={fault === undefined ? undefined : true}
        className={`${INPUT_LOOK} ${className}`}
        {...select}
      >
        {children}
      </select>
      <FieldNotes id={id} hint={hint} fault={fault} />
    </div>
  );
}
