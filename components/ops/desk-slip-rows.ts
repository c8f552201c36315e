// What a grant of the desk is bound to, as lines to read. A field without words here is shown under its own name, so that nothing is approved that was
// not on the screen.

const WORDS: Readonly<Record<string, string>> = {
  act: "What",
  operator: "You",
  operatorSub: "Your account",
  colleague: "Colleague",
  colleagueSub: "Their account",
  credentialId: "Passkey id",
  passkeyName: "Passkey",
  passkeyKey: "Its public key",
  addedAt: "Added",
  version: "Version of these terms",
};

const ACTS: Readonly<Record<string, string>> = {
  passkey_add: "Add a passkey beside yours; it approves at once",
  passkey_remove: "Remove this passkey",
  passkey_confirm: "Let a colleague's new passkey approve from now on",
};

/** Every field of the terms as a line, in their order. */
export const deskSlipRows = (
  terms: Readonly<Record<string, string | number | null>>,
): readonly { readonly label: string; readonly value: string }[] =>
  Object.entries(terms).map(([name, value]) => ({
    label: WORDS[name] ?? name,
    value: name === "act" ? (ACTS[String(value)] ?? String(value)) : value === null ? "none" : String(value),
  }));
