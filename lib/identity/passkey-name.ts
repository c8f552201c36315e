// What a new passkey is called until its trader calls it something else: where it is kept, as far as that is known, and where it was added.
import { deviceName } from "./device-name";

/** Characters that a name may have. */
export const PASSKEY_NAME_CHARACTERS_MAX = 40;

// Keepers of passkeys by AAGUID, from the community's list (passkeydeveloper/passkey-authenticator-aaguids). Only a name is made of it: an AAGUID
// is not attested here, and platforms often leave it empty.
const KEEPERS: Readonly<Record<string, string>> = {
  "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
  "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "iCloud Keychain",
  "dd4ec289-e01d-41c9-bb89-70fa845d4bf2": "iCloud Keychain",
  "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
  "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
  "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
  "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
  "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
  "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
  "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
};

/** The name of a new passkey: "1Password, Chrome on Linux", "Chrome on Linux", or "Passkey" when neither keeper nor device is known. */
export function passkeyName(aaguid: string, userAgent: string): string {
  const id = aaguid.toLowerCase();
  const keeper = Object.hasOwn(KEEPERS, id) ? KEEPERS[id] : undefined;
  const device = deviceName(userAgent);
  const place = device === "Unknown device" ? undefined : device;
  const name = [keeper, place].filter((part) => part !== undefined).join(", ");
  if (name === "") return "Passkey";
  return name.length <= PASSKEY_NAME_CHARACTERS_MAX ? name : (keeper ?? name.slice(0, PASSKEY_NAME_CHARACTERS_MAX));
}
