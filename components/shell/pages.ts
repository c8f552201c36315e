import { ArrowUpRight, BookUser, History, PieChart, ShieldCheck, type LucideIcon } from "lucide-react";

/** The pages of the shell's navigation. Only what exists is listed. */
export const PAGES: readonly { readonly href: string; readonly name: string; readonly icon: LucideIcon }[] = [
  { href: "/portfolio", name: "Portfolio", icon: PieChart },
  { href: "/activity", name: "Activity", icon: History },
  { href: "/withdrawals", name: "Withdraw", icon: ArrowUpRight },
  { href: "/addresses", name: "Addresses", icon: BookUser },
  { href: "/security", name: "Security", icon: ShieldCheck },
];
