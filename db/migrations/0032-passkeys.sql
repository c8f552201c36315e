-- Why: the proxy sits on the pool's own enrolment, so it can keep the public key with which we verify approvals ourselves.

CREATE TABLE holdfast.passkeys (
  credential_id text PRIMARY KEY CHECK (credential_id ~ '^[A-Za-z0-9_-]+$' AND length(credential_id) <= 1366),
  sub text NOT NULL,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL CHECK (sign_count >= 0),
  transports text[] NOT NULL,
  aaguid uuid NOT NULL,
  is_backup_eligible boolean NOT NULL,
  is_backed_up boolean NOT NULL,
  created_at timestamptz NOT NULL,
  -- When the pool was told that passkeys count as this trader's second factor; NULL until it has answered.
  mfa_enabled_at timestamptz
);
CREATE INDEX passkeys_by_sub ON holdfast.passkeys (sub, created_at);
ALTER TABLE holdfast.passkeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.passkeys FORCE ROW LEVEL SECURITY;
CREATE POLICY passkeys_of_the_trader ON holdfast.passkeys FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.passkeys TO holdfast_app;

-- One enrolment in progress per session: the challenge that we saw, spent by being deleted.
CREATE TABLE holdfast.webauthn_ceremonies (
  session_id text PRIMARY KEY,
  sub text NOT NULL,
  challenge text NOT NULL,
  relying_party_id text NOT NULL,
  expires_at timestamptz NOT NULL
);
ALTER TABLE holdfast.webauthn_ceremonies ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.webauthn_ceremonies FORCE ROW LEVEL SECURITY;
CREATE POLICY webauthn_ceremonies_of_the_trader ON holdfast.webauthn_ceremonies FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.webauthn_ceremonies TO holdfast_app;
