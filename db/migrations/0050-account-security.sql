-- Why: more acts need an approval, more events start a hold, and a session may be limited in more ways. The lists grow; nothing that was written
-- changes its meaning. And a trader is now known by the addresses that were ever proven to be theirs, because a way back begins without a session.

ALTER TABLE holdfast.step_up_grants DROP CONSTRAINT step_up_grants_purpose_check;
ALTER TABLE holdfast.step_up_grants ADD CONSTRAINT step_up_grants_purpose_check CHECK (purpose IN (
  'withdrawal', 'address', 'passkey_add', 'passkey_remove', 'totp_change', 'password_change', 'email_change', 'recovery_codes',
  'passkey_only_enter', 'passkey_only_leave', 'account_delete', 'unfreeze'));

ALTER TABLE holdfast.withdrawal_holds DROP CONSTRAINT withdrawal_holds_reason_check;
ALTER TABLE holdfast.withdrawal_holds ADD CONSTRAINT withdrawal_holds_reason_check CHECK (reason IN (
  'first_factor', 'unknown_passkey', 'password_reset', 'recovery_code', 'delayed_recovery', 'email_change', 'unfreeze', 'passkey_only_left'));

ALTER TABLE holdfast.sessions DROP CONSTRAINT sessions_factors_check;
ALTER TABLE holdfast.sessions ADD CONSTRAINT sessions_factors_check CHECK (
  cardinality(factors) > 0 AND factors <@ ARRAY['password', 'totp', 'passkey', 'recovery_code', 'delayed_recovery']);

ALTER TABLE holdfast.sessions DROP CONSTRAINT sessions_read_only_reason_check;
ALTER TABLE holdfast.sessions ADD CONSTRAINT sessions_read_only_reason_check CHECK (read_only_reason IN ('unknown_passkey', 'view_only'));

-- An address is written when a session proves that the pool knows it for this trader. An address that was replaced stays: it is told of what
-- happens next. Emails are normalised (lib/identity/email-address.ts).
CREATE TABLE holdfast.known_addresses (
  sub         text NOT NULL CHECK (sub <> ''),
  email       text NOT NULL CHECK (email <> ''),
  username    text NOT NULL CHECK (username <> ''),
  known_since timestamptz(0) NOT NULL,
  replaced_at timestamptz(0),
  PRIMARY KEY (sub, email),
  CONSTRAINT known_addresses_end CHECK (replaced_at IS NULL OR replaced_at >= known_since)
);
CREATE INDEX known_addresses_by_email ON holdfast.known_addresses (email) WHERE replaced_at IS NULL;
ALTER TABLE holdfast.known_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.known_addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY addresses_are_written_for_the_trader ON holdfast.known_addresses FOR INSERT TO holdfast_app
  WITH CHECK (sub = holdfast.current_sub());
CREATE POLICY addresses_change_for_the_trader ON holdfast.known_addresses FOR UPDATE TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
-- Whoever starts a way back has no session, so the look-up by account runs without a trader.
CREATE POLICY addresses_are_read_by_the_app ON holdfast.known_addresses FOR SELECT TO holdfast_app
  USING (sub = holdfast.current_sub() OR holdfast.current_sub() IS NULL);
GRANT SELECT, INSERT ON holdfast.known_addresses TO holdfast_app;
GRANT UPDATE (replaced_at, known_since) ON holdfast.known_addresses TO holdfast_app;
