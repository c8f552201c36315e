// The tests that walk each edge of the auth graph. A missing edge does not compile; a test that does not exist turns the check red.
import type { EdgeName } from "@/lib/auth-graph/auth-graph";

const at =
  (file: string) =>
  (title: string): string =>
    `${file} › ${title}`;

const account = at("lib/server/cognito-proxy/account-change.system.test.ts");
const amplify = at("lib/server/cognito-proxy/amplify.system.test.ts");
const authenticator = at("e2e/journeys/authenticator.spec.ts");
const badInput = at("e2e/attacks/bad-input.spec.ts");
const cookies = at("e2e/attacks/stolen-cookies.spec.ts");
const csrf = at("e2e/attacks/csrf.spec.ts");
const freeze = at("e2e/journeys/freeze.spec.ts");
const frozen = at("e2e/attacks/frozen.spec.ts");
const lost = at("e2e/journeys/lost-phone.spec.ts");
const newcomer = at("e2e/journeys/new-trader.spec.ts");
const offPath = at("e2e/journeys/off-the-path.spec.ts");
const onlyPasskeys = at("e2e/time/passkey-only.spec.ts");
const others = at("e2e/attacks/other-peoples-things.spec.ts");
const passkeys = at("e2e/journeys/passkeys.spec.ts");
const passwords = at("e2e/journeys/passwords-and-email.spec.ts");
const planted = at("e2e/attacks/planted-passkey.spec.ts");
const proofs = at("lib/server/step-up/given-proofs.integration.test.ts");
const legacy = at("lib/server/cognito-proxy/legacy-accounts.system.test.ts");
const longWait = at("lib/server/cognito-proxy/delayed-recovery.system.test.ts");
const screens = at("e2e/journeys/screens.spec.ts");
const sentences = at("lib/contracts/cognito-sentences.test.ts");
const sessions = at("e2e/attacks/sessions.spec.ts");
const devices = at("e2e/journeys/sessions-and-devices.spec.ts");
const ends = at("e2e/time/session-end.spec.ts");
const single = at("lib/server/step-up/single-use.integration.test.ts");
const staying = at("e2e/journeys/staying-signed-in.spec.ts");
const suspicion = at("lib/server/cognito-proxy/suspicion.system.test.ts");
const suspicionWays = at("lib/server/cognito-proxy/suspicion-ways.system.test.ts");
const terms = at("e2e/attacks/withdrawal-terms.spec.ts");
const time = at("e2e/attacks/time-limits.spec.ts");
const trouble = at("e2e/journeys/sign-in-trouble.spec.ts");
const unfreeze = at("e2e/time/unfreeze.spec.ts");
const wait = at("e2e/time/long-wait.spec.ts");
const wallets = at("e2e/journeys/linked-wallets.spec.ts");
const withdraw = at("e2e/journeys/withdraw.spec.ts");
const desk = at("lib/server/desk/two-people.integration.test.ts");
const deskWait = at("e2e/time/support-desk.spec.ts");

const NEW_TRADER = newcomer("a new trader signs up, enrols an authenticator and a passkey, and comes back with one press");
const RESET = passwords("a forgotten password is replaced by a mailed code, and the authenticator is still asked for");
const WAIT_ENDS = wait("the wait ends, the trader comes in, sets up a new authenticator, and withdrawals stay on hold for three days");
const CODE_LETS_IN = lost(
  "a recovery code lets the trader in, a new authenticator replaces the lost one, and the next sign-in is as always",
);
const UNFREEZE = unfreeze("unfreezing takes a proof, a wait that a notice can start over, and a hold");
const MAIL_FREEZES = freeze("a trader freezes from a mail, without script and without a session, and looks at a frozen account afterwards");
const PASSKEYS_ONLY = onlyPasskeys(
  "a trader enters passkeys only, is opened by nothing else, leaves it, waits, and comes back with the password under a hold",
);
const DISPUTE = wait("three cancels make a dispute, and the screens name the support desk and a code for it");
const TWO_OPERATORS = deskWait(
  "a dispute takes two operators: whoever asks cannot approve, and the trader is told by mail and sees what follows",
);
const HELD = withdraw("a trader without a second factor is led to enrol one, then waits, and reads until when and why");
const FIRST_PASSKEY = withdraw(
  "a withdrawal by passkey: enrolled at the screen, signed, settled on the chain, and the receipt verifies offline",
);
const TEN_WRONG = lost("ten wrong recovery codes close this way for the day, and signing in goes on");
const REFUSED_TERMS = terms("of a bad amount, asset, network, address or key is refused with its own code, and nothing is written");

const SUSPICIOUS = at("e2e/journeys/suspicious-sign-in.spec.ts")(
  "a new browser after wrong passwords says why it asks, takes the mailed code, and is known from then on",
);
const UNCONFIRMED = offPath("whoever left before confirming signs up again; a wrong code costs nothing, another one comes after a wait");
const NOTHING_LEFT = offPath("whoever has nothing left reads what the support desk can do, and the way back to sign-in");

export const EDGE_TESTS: Readonly<Record<EdgeName, readonly [string, ...string[]]>> = {
  sign_up: [NEW_TRADER],
  sign_up_sent: [NEW_TRADER],
  sign_up_refused: [amplify("is refused with %s")],
  email_confirmed: [NEW_TRADER],
  email_code_wrong: [UNCONFIRMED],
  email_code_again: [UNCONFIRMED],
  sign_up_again: [UNCONFIRMED],
  password_wrong: [
    trouble("a wrong password is told plainly, and the right one still works"),
    trouble("an address nobody has gets the same sentence as a wrong password"),
  ],
  password_right: [at("e2e/journeys/demo-trader.spec.ts")("the demo trader signs in with password and code and sees the seeded portfolio")],
  unusual: [SUSPICIOUS],
  unusual_cleared: [SUSPICIOUS],
  unusual_cleared_by_paper: [suspicionWays("a recovery code does instead of the mailbox where the mailbox is what is lost")],
  unusual_mailed_again: [suspicion("survives late mail: the one before works beside a newer one, and asking again waits")],
  unusual_wrong: [SUSPICIOUS],
  unusual_ended: [suspicion("that answers wrongly three times is out, and so it is with a right code then")],
  unusual_guessed: [suspicion("is counted under guesses at once, by us and by the pool")],
  unusual_by_passkey: [suspicionWays("is never asked for more after wrong passwords in a new browser")],
  unusual_too_late: [suspicion("that began before it was unusual opens nothing at its end")],
  old_password: [legacy("is taken over once and proven by SRP from then on; no session, token or cookie comes of giving it")],
  code_right: [screens("a trader signs in with the keyboard alone")],
  code_wrong: [
    trouble("a wrong code is told plainly and a fresh one is accepted"),
    authenticator("a code that was used is told apart from a wrong one, and the next one works"),
  ],
  sign_in_too_slow: [sentences("a sign-in that ran out sends the trader back to the first step")],
  setup_asked: [HELD],
  setup_wrong: [authenticator("the second code that does not match brings help with the clock, and not the first")],
  setup_done: [HELD, NEW_TRADER],
  passkey: [passkeys("Passkey sign-in with a remembered email: one press plus the authenticator")],
  passkey_trouble: [
    passkeys("a browser that never saw a passkey of the account leads to another device, and to the password"),
    passkeys("a person whom the device could not verify is told so, and tries again"),
  ],
  passkey_planted: [planted("signs in to look, approves nothing, changes nothing, and the trader is told")],
  chose_to_look: [devices("a borrowed machine: chosen by keyboard, it looks, moves nothing, and remembers nothing")],
  factor_missing: [
    at("lib/server/cognito-proxy/protocol.integration.test.ts")("open no session: they are revoked at the pool and no cookie is set"),
  ],
  other_trader: [sessions("of somebody else in the same browser is not silently replaced")],
  step_not_offered: [
    offPath("an account of which the pool asks what nobody here offers is told so, with a code for support, and can start again"),
  ],
  passkey_required: [
    passkeys(
      "the authenticator is removed where a passkey stays; then its password leads to the passkey, and the last passkey cannot be removed",
    ),
  ],
  passkeys_only_refuses: [PASSKEYS_ONLY],

  guessed_too_often: [trouble("a locked account counts down and sends nothing, whether it exists or not")],
  code_guessed_too_often: [
    at("lib/server/cognito-proxy/guessing.system.test.ts")("reach the pool ${String(most)} times at most, and the rest is told to wait"),
  ],
  lock_ends: [at("e2e/time/lock.spec.ts")("a trader who is locked out on a new device is back when the time has passed, with no operator")],
  known_device: [trouble("strangers who lock an account out do not lock out its owner on a browser that is known")],
  switched_off: [trouble("a disabled account is told so after the right password, and to nobody who guesses")],
  switched_off_asks: [trouble("a disabled account is told so after the right password, and to nobody who guesses")],
  throttled: [trouble("throttling is told as such, the page keeps still until the time has run out, and then it works")],
  part_away: [trouble("while the pool is away the page says so, and works again by itself")],
  part_back: [trouble("while the pool is away the page says so, and works again by itself")],

  cannot_sign_in: [RESET],
  lost_authenticator: [CODE_LETS_IN],
  menu_left: [NOTHING_LEFT],
  reset_asked: [RESET],
  reset_code_wrong: [
    passwords("a guessed reset code locks with a countdown, sends nothing while it runs, and the right one works after it"),
  ],
  reset_guessed: [passwords("a guessed reset code locks with a countdown, sends nothing while it runs, and the right one works after it")],
  reset_done: [
    RESET,
    passwords(
      "whoever has the mailbox alone replaces the password and gets nowhere: the code is missing, the money stays, the owner comes back",
    ),
  ],
  password_proven: [CODE_LETS_IN],
  recovery_code: [CODE_LETS_IN],
  recovery_code_wrong: [TEN_WRONG],
  recovery_guessed: [TEN_WRONG],
  recovery_mailed: [lost("an account without codes is led to the wait, and the menu to both")],
  recovery_started: [WAIT_ENDS],
  recovery_finished: [WAIT_ENDS],
  recovery_too_early: [longWait("password and mailbox start the wait, its end opens a limited session, and nothing opens one sooner")],
  recovery_over: [longWait("a cancelled one opens nothing when its wait would be over, and three make a dispute")],
  recovery_link: [wait("the link of the mail cancels by a press and not by itself, and is harmless when it is used again")],
  recovery_cancelled: [wait("the link of the mail cancels by a press and not by itself, and is harmless when it is used again")],
  recovery_link_old: [wait("the link of the mail cancels by a press and not by itself, and is harmless when it is used again")],
  recovery_cancelled_here: [wait("the old device is told and cancels: nobody comes in when the wait would be over")],
  recovery_disputed: [DISPUTE],
  dispute_asked: [DISPUTE],
  nothing_left: [NOTHING_LEFT],
  desk_answered: [NOTHING_LEFT],
  desk_restarts: [TWO_OPERATORS],
  desk_closes: [desk("upholding a cancel keeps the way back closed for thirty days, and then it is open by itself")],
  frozen_asks: [desk("starting a recovery is for a frozen account that has no other way, and lifts nothing")],
  limited_enrols: [CODE_LETS_IN],
  limited_waits: [lost("a limited session changes nothing beyond its one new factor, and says until when")],
  limit_ends: [WAIT_ENDS],

  freeze_link: [MAIL_FREEZES],
  freeze_confirmed: [MAIL_FREEZES],
  freeze_left: [
    frozen("does nothing until its form is posted from our own page; then every session is dead on both processes; replays are harmless"),
  ],
  frozen_here: [freeze("a trader freezes their own account at the security page, by keyboard, and is out")],
  frozen_refuses: [frozen("refuses every other write, while the twin that is not frozen is judged on its merits")],
  unfreeze_asked: [UNFREEZE],
  thawed: [UNFREEZE],
  frozen_again: [UNFREEZE],

  token_old: [time("past the token's life asks for renewal and not for a sign-in")],
  renewed: [staying("a trader left alone past the token's five minutes goes on without seeing sign-in")],
  not_renewed: [time("past the grace makes a spent refresh token a theft: the whole family ends")],
  idle: [ends("two minutes before an idle end the trader is warned, stays with one press, and later finds page and draft again")],
  stays: [ends("two minutes before an idle end the trader is warned, stays with one press, and later finds page and draft again")],
  ended: [
    devices("a session that ends while somebody types: they sign in again, stand on the same page, and find what they typed"),
    ends("before the end that nobody can move, the trader is told so and not offered to stay"),
  ],
  signed_out_by_choice: [devices("all others end in one press, and signing out everywhere ends this one too")],
  revoked: [staying("another session of the trader is listed, and ends when it is revoked")],
  replayed: [cookies("of access, on another machine, is worth nothing: its first request ends the session on both processes")],
  look_only_refuses: [devices("a borrowed machine: chosen by keyboard, it looks, moves nothing, and remembers nothing")],
  look_only_ends: [devices("a borrowed machine: chosen by keyboard, it looks, moves nothing, and remembers nothing")],
  held_refuses: [HELD],
  hold_ends: [WAIT_ENDS],
  not_ours: [
    csrf("from anywhere but our own page is refused and changes nothing"),
    badInput("that is too large is refused before it is read, at whatever length it claims"),
    others("answer a stranger's id byte for byte like an unknown one"),
  ],

  prepared: [FIRST_PASSKEY, terms("without its proof gets RFC 9470's answer")],
  wallet_linked: [wallets("a wallet is linked by its own signature, shown apart from the total, and unlinked again")],
  wallet_refused: [wallets("a signature by hand links its wallet; a foreign one and a replayed one do not")],
  not_prepared: [REFUSED_TERMS],
  proven_by_passkey: [FIRST_PASSKEY],
  proven_by_password: [withdraw("a withdrawal by password and code, with the keyboard alone")],
  not_proven: [terms("is not approved by a signature that is not the trader's own over these terms")],
  too_late: [proofs("is refused to another trader, another session, by a way that is not offered, and past the opening")],
  not_this_act: [
    terms("is not approved by a grant that is another's in any respect"),
    single("is refused for another act, session or trader, and leaves the grant as it was and the transaction usable"),
  ],
  confirmed: [FIRST_PASSKEY],
  cancelled: [terms("can be cancelled before it is sent, and then never moves")],
  way_in_changed: [
    passwords("a password is changed with the present one and an approval, and a mistyped present one costs only itself"),
    passwords("an email is changed on an approval of the new address, which then signs in to the same account"),
    authenticator("an authenticator is replaced on an approval, and codes come from the new one"),
    lost("a new set, approved by password and code, makes the older codes worthless"),
  ],
  not_changed: [passwords("a password is changed with the present one and an approval, and a mistyped present one costs only itself")],
  not_deleted: [passwords("an account with money is not deleted, and an empty one is gone for good")],
  first_passkey: [NEW_TRADER],
  change_done: [
    account("waits for its proof, then both addresses are told, sessions go on under the new one, money waits and nothing else moves"),
  ],
  last_way_in: [
    passkeys(
      "the authenticator is removed where a passkey stays; then its password leads to the passkey, and the last passkey cannot be removed",
    ),
  ],
  passkeys_only_entered: [PASSKEYS_ONLY],
  passkeys_missing: [at("lib/server/passkeys/passkey-routes.integration.test.ts")("%s without its approval changes nothing")],
  passkeys_only_left: [PASSKEYS_ONLY, onlyPasskeys("a leaving is undone by staying")],
};
