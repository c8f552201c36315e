import { redirect } from "next/navigation";
import { traderPage } from "@/lib/server/http/trader-page";

export default traderPage("/", () => redirect("/portfolio"));
