import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const LOOKS = {
  hold: { box: "border-hold/40 bg-hold-soft", icon: "text-hold", Icon: TriangleAlert },
  danger: { box: "border-down/40 bg-down-soft", icon: "text-down", Icon: TriangleAlert },
  calm: { box: "border-line bg-surface-2", icon: "text-ink-2", Icon: Info },
} as const;

/** A standing remark that nobody has to answer: something to look at, or something to know. */
export function Notice({ look, children }: { readonly look: keyof typeof LOOKS; readonly children: ReactNode }) {
  const { box, icon, Icon } = LOOKS[look];
  return (
    <div className={`flex gap-2.5 rounded-control border p-3 ${box}`}>
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className={`mt-[3px] shrink-0 ${icon}`} />
      <div className="grid min-w-0 flex-1 gap-1">{children}</div>
    </div>
  );
}
