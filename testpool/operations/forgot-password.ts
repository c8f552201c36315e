// ForgotPassword: a code to the verified email, or a simulated delivery that looks the same.
import { ACCOUNT_REQUEST, contextOf, limitCall, openAccountCall, userNotFound, type AccountCall } from "../accounts/account-call";
import { createMigratedUser } from "../accounts/create-migrated-user";
import { RECOVERY_TRIES_PER_HOUR, recoveryAddress } from "../accounts/recovery-address";
import { noteSimulatedReset, simulatedDelivery } from "../accounts/simulated-recovery";
import { sendCode, type CodeDelivery } from "../codes/send-code";
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { defineOperation } from "../protocol/define-operation";
import { findUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";
import { migrateUser } from "../triggers/user-migration";

/** The call of an unknown name with the user that the UserMigration trigger may know. Whoever came meanwhile under that name is that user. */
async function withMigrated(call: AccountCall): Promise<AccountCall> {
  const { needs, pool, name } = call;
  const migrated = await migrateUser(contextOf(call, null, name), "UserMigration_ForgotPassword", null);
  const present = findUser(needs, pool.id, name);
  if (present !== null || migrated === null) return { ...call, user: present };
  return { ...call, user: createMigratedUser(needs, pool, name, migrated, null) };
}

/** The address to mail to; refuses a user whose password cannot be reset (sentences observed). */
function requireAddress({ pool }: AccountCall, user: UserRecord): string {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "FORCE_CHANGE_PASSWORD") throw notAuthorized("User password cannot be reset in the current state.");
  const address = recoveryAddress(pool, user);
  if (address === null) {
    throw invalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number");
  }
  return address;
}

/** A user who is not found, is disabled or has no verified address gets a simulated delivery (documented). */
function isSimulated({ pool, client, user }: AccountCall): boolean {
  return client.preventUserExistenceErrors && (user === null || !user.enabled || recoveryAddress(pool, user) === null);
}

async function deliver(call: AccountCall): Promise<CodeDelivery> {
  if (isSimulated(call)) {
    noteSimulatedReset(call);
    return simulatedDelivery(call);
  }
  const { needs, user } = call;
  if (user === null) throw userNotFound();
  const to = requireAddress(call, user);
  const context = contextOf(call, user, user.username);
  return sendCode({ needs, user, purpose: "password", to, source: "CustomMessage_ForgotPassword", context });
}

/**
 * Answers CodeDeliveryDetails. LimitExceededException above the hourly limit, which ConfirmForgotPassword shares; a pool where only
 * administrators recover accounts is NotAuthorizedException (sentence assumed).
 */
export const forgotPassword = defineOperation({
  name: "ForgotPassword",
  access: "public",
  quota: "UserAccountRecovery",
  request: ACCOUNT_REQUEST,
  refusals: [...TRIGGER_REFUSALS, "LimitExceededException", "UserNotFoundException"],
  perform: async (request, needs) => {
    const opened = openAccountCall(needs, request);
    if (opened.pool.recoveryOptions.includes("admin_only")) throw notAuthorized("Contact administrator to reset password.");
    limitCall(opened, "recovery", RECOVERY_TRIES_PER_HOUR);
    const call = opened.user === null ? await withMigrated(opened) : opened;
    return { CodeDeliveryDetails: await deliver(call) };
  },
});
