import { cva, type VariantProps } from "class-variance-authority";
import type { ButtonHTMLAttributes } from "react";

export const buttonStyles = cva(
  "inline-flex items-center justify-center gap-2 rounded-control font-strong transition-colors duration-120 ease-out select-none pointer-coarse:min-h-11 disabled:data-[ready=yes]:opacity-55 disabled:data-[ready=yes]:cursor-default",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent not-disabled:hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink not-disabled:hover:bg-surface-2",
        quiet: "text-ink-2 not-disabled:hover:bg-surface-2 not-disabled:hover:text-ink",
        danger: "border border-down/50 text-down not-disabled:hover:bg-down-soft",
      },
      wide: { true: "w-full", false: "" },
      small: { true: "min-h-8 px-3 text-13", false: "min-h-10 px-4 text-14" },
    },
    defaultVariants: { look: "primary", wide: false, small: false },
  },
);

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, VariantProps<typeof buttonStyles> {
  /** False while the page is not interactive yet: the button looks the same but cannot submit. */
  readonly ready?: boolean;
}

export function Button({ look, wide, small, ready = true, disabled = false, type = "button", className, ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled || !ready}
      data-ready={ready ? "yes" : "no"}
      className={buttonStyles({ look, wide, small, className })}
      {...rest}
    />
  );
}
