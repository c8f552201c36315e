// Recovery of an account that does not exist, or that nobody can recover, looks like that of one that does (PreventUserExistenceErrors).
import { codeKindOf } from "../codes/code-kinds";
import { codeMismatch, expiredCode, guessesExhausted } from "../codes/judge-code";
import { deliveryTo, type CodeDelivery } from "../codes/send-code";
import { isEmailForm } from "../rules/attribute-schema";
import { countingKey, type AccountCall } from "./account-call";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * A delivery that never happens (documented): an email is masked as a real one would be, and any other name gets letters that are
 * always the same for it (assumed).
 */
export function simulatedDelivery({ needs, pool, name }: AccountCall): CodeDelivery {
  if (isEmailForm(name)) return deliveryTo(name);
  const typed = pool.isCaseSensitive ? name : name.toLowerCase();
  const bytes = [...needs.keys.derive(`simulated|delivery|${pool.id}|${typed}`, 2)];
  const [local = "a", domain = "a"] = bytes.map((byte) => LETTERS.charAt(byte % LETTERS.length));
  return deliveryTo(`${local}@${domain}`);
}

/** Remembers that a reset was asked for under this name, as a real code would be. */
export function noteSimulatedReset(call: AccountCall): void {
  call.needs.store.put("windows", countingKey(call, "simulated-reset"), { startedAtSeconds: call.needs.clock.nowSeconds(), count: 0 });
}

/**
 * Refuses a guess at a code that was never made: ExpiredCodeException when no reset was asked for in the life of a code,
 * CodeMismatchException when one was (both documented), and the end of all guesses as for a real code (assumed).
 */
export function refuseSimulatedReset(call: AccountCall): never {
  const { needs } = call;
  const kind = codeKindOf("password");
  const key = countingKey(call, "simulated-reset");
  const asked = needs.store.get("windows", key);
  if (asked === undefined || needs.clock.nowSeconds() >= asked.startedAtSeconds + kind.lifeSeconds) throw expiredCode();
  if (asked.count >= kind.guessesMax) throw guessesExhausted(kind);
  needs.store.put("windows", key, { ...asked, count: asked.count + 1 });
  throw codeMismatch();
}
