import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";

// The frame only: a layout is no guard, and each page below asks for the trader itself.
export default function TraderLayout({ children }: { readonly children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
