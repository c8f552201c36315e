import type { ReactNode } from "react";
import { DeskFrame } from "@/components/ops/desk-frame";

// The frame only: a layout is no guard, and each page below asks for the operator itself.
export default function DeskLayout({ children }: { readonly children: ReactNode }) {
  return <DeskFrame>{children}</DeskFrame>;
}
