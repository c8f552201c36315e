"use client";

import { Printer } from "lucide-react";
import { Button } from "@/components/ui/button";

export function PrintButton() {
  return (
    <Button
      look="secondary"
      onClick={() => {
        print();
      }}
    >
      <Printer aria-hidden="true" size={16} strokeWidth={1.75} />
      Print
    </Button>
  );
}
