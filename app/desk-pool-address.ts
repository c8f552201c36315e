import { notFound } from "next/navigation";
import type { PoolAddress } from "@/lib/client/pool-address";
import { services } from "@/lib/server/services";

/** What the desk's pages need of the staff's pool. Where no desk is served, there is no such page. */
export function deskPoolAddress(): PoolAddress {
  const { desk } = services().settings;
  if (desk === null) return notFound();
  const { userPoolId, clientId } = desk.pool;
  return { userPoolId, clientId, door: "/api/ops/auth/cognito" };
}
