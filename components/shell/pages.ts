import {
  ArrowLeftRight,
  ArrowUpRight,
  BellRing,
  BookUser,
  ChartCandlestick,
  History,
  PieChart,
  Radio,
  ShieldCheck,
  Users,
  type LucideIcon,
} from "lucide-react";

/** One page of the shell's navigation. */
export interface ShellPage {
  readonly href: string;
  readonly name: string;
  readonly icon: LucideIcon;
  /** The letter that opens it after `g`. No two pages share one. */
  readonly letter: string;
  /** On a phone the first four stand in the bar and the rest behind "More". */
  readonly isInBar: boolean;
}

/** The pages of the shell's navigation. Only what exists is listed. */
export const PAGES: readonly ShellPage[] = [
  { href: "/portfolio", name: "Portfolio", icon: PieChart, letter: "p", isInBar: true },
  { href: "/markets", name: "Markets", icon: ChartCandlestick, letter: "m", isInBar: true },
  { href: "/trades", name: "Trades", icon: Radio, letter: "t", isInBar: true },
  { href: "/wallets", name: "Wallets", icon: Users, letter: "w", isInBar: true },
  { href: "/signals", name: "Signals", icon: BellRing, letter: "i", isInBar: false },
  { href: "/orders", name: "Orders", icon: ArrowLeftRight, letter: "o", isInBar: false },
  { href: "/activity", name: "Activity", icon: History, letter: "a", isInBar: false },
  { href: "/withdrawals", name: "Withdraw", icon: ArrowUpRight, letter: "d", isInBar: false },
  { href: "/addresses", name: "Addresses", icon: BookUser, letter: "b", isInBar: false },
  { href: "/security", name: "Security", icon: ShieldCheck, letter: "s", isInBar: false },
];
