// After a load Amplify's memory is empty although the session lives on in cookies; this writes the stand-in tokens where Amplify looks.
import { sharedInMemoryStorage } from "aws-amplify/utils";
import type { SessionDto } from "@/lib/contracts/session";
import type { PoolAddress } from "./pool-address";

/** Puts the session's shells under Amplify's own names (`CognitoIdentityServiceProvider.<clientId>.…`), in memory only. */
export async function hydrateAmplify({ clientId }: PoolAddress, shells: SessionDto["shells"]): Promise<void> {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  const user = `${prefix}.${shells.username}`;
  if ((await sharedInMemoryStorage.getItem(`${prefix}.LastAuthUser`)) === shells.username) return;
  await sharedInMemoryStorage.setItem(`${user}.accessToken`, shells.accessToken);
  await sharedInMemoryStorage.setItem(`${user}.idToken`, shells.idToken);
  await sharedInMemoryStorage.setItem(`${user}.refreshToken`, shells.refreshToken);
  await sharedInMemoryStorage.setItem(`${user}.clockDrift`, "0");
  await sharedInMemoryStorage.setItem(`${prefix}.LastAuthUser`, shells.username);
}
