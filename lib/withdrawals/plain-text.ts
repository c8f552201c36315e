// Texts that a trader writes and later reads again beside money: labels and memos.

// Control, surrogate, private and format characters (text direction among them) can make a line read as another; the joiner of emoji may stay.
const HIDDEN = /(?!\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether everything in a text can be seen, and there is something to see. */
export const isPlainText = (text: string): boolean => !HIDDEN.test(text) && VISIBLE.test(text);
