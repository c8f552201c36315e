import { useId } from "react";

interface CheckboxProps {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** One thing that is done or not. */
export function Checkbox({ label, hint, isOn, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 pointer-coarse:min-h-11">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-4 accent-accent"
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id} className="text-14">
        {label}
      </label>
      <p id={`${id}-hint`} className="col-start-2 text-13 text-ink-2">
        {hint}
      </p>
    </div>
  );
}
